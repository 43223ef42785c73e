import type { Localised } from '../../message.ts'
import type { hosts as en } from '../en/hosts.ts'

export const hosts: Localised<typeof en> = {
  nameMissing: '请给主机起一个名称。',
  nameTooLong: '名称过长：最多 80 个字符。',
  addressMissing: '缺少地址。',
  addressInvalid: '这既不是 IP 地址，也不是主机名。',
  portInvalid: '端口是 1 到 65535 之间的数字。',
  userMissing: '缺少用户名。',
  userInvalid: '用户名不能含有空格以及 : @ / 字符。',
  notesTooLong: '备注过长：最多 10000 个字符。',
  stepResolve: '解析地址',
  stepConnect: '连接服务器',
  stepHostKey: '核对主机密钥',
  stepLogin: '登录',
  stepRoot: '取得 root 权限',
  stepSystem: '查看系统',
}
