import type { Localised } from '../../message.ts'
import type { facts as en } from '../en/facts.ts'

export const facts: Localised<typeof en> = {
  keyIsPublic: '这是公钥，不是私钥',
  keyFormatUnknown: '格式无法识别',
  agentNotRunning: '代理没有运行',
  agentEmpty: '代理中没有密钥',
  greetingForeign: '开头是“{{text}}”',
  greetingTooLong: '服务端的问候信息没完没了',
  resolved: '主机名解析为 {{address}}。',
  addressGiven: '填写的就是 IP 地址，无需解析。',
  connected: '{{port}} 端口上的 SSH 服务有响应。',
  hostKeyGood: '主机密钥与已确认的一致：{{fingerprint}}',
  loggedIn: '{{user}} 已登录。',
  isRoot: '{{user}} 本身就有全部权限。',
  sudoWorks: '{{user}} 可以通过 sudo 成为 root。',
  systemSupported: '支持 {{system}}。',
  stepSkipped: '前面的步骤失败，未尝试。',
  outputForeign: '返回的内容格式不对（{{section}}）',
  programFailed: '程序以状态码 {{code}} 结束',
}
