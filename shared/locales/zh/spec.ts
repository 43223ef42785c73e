import type { Localised } from '../../message.ts'
import type { spec as en } from '../en/spec.ts'

export const spec: Localised<typeof en> = {
  domainMissing: '缺少域名。请写成 example.com 这样的形式。',
  domainUnicode: '中文等国际化域名请写成 ASCII 形式（以 xn-- 开头）。',
  domainInvalid:
    '这不是有效的域名。域名至少有两段，以点相连，由字母、数字和中间的连字符组成，例如 mail.example.com。',
  hostnameOutside: '主机名必须在该域名之内，例如域名 example.com 对应 mail.example.com。',
  addressInvalid: '这不是 IP 地址。请写成 203.0.113.5 或 2001:db8::5 这样的形式。',
  nameMissing: '缺少名称。',
  nameTooLong: '名称过长：最多 64 个字符。',
  nameInvalid: '@ 前面的部分只能包含小写字母、数字、点、连字符和下划线，并以字母或数字开头。',
  nameReserved: '这个名称在邮件服务器上有专门含义，程序会自动为它建立别名；请换一个邮箱名。',
  nameTwice: '这个名称出现了两次。邮箱与别名不能同名。',
  systemNameTooLong: '系统用户名最多 32 个字符。',
  systemNameInvalid: '系统用户名须以小写字母或下划线开头，其后只能是小写字母、数字、连字符和下划线。',
  passwordMissing: '缺少密码。',
  passwordTooLong: '密码过长：最多 128 个字符。',
  passwordControl: '密码中含有换行或其他不可见的控制字符，请去掉后重新输入。',
  aliasTargetInvalid: '别名要指向本域的邮箱（如 alice）或完整地址（如 alice@example.com）。',
  aliasEmpty: '请填写该别名的邮件投递到哪里。',
  aliasTooMany: '一个别名最多 100 个目标。',
  accountsInvalid: '请写 virtual（虚拟用户）或 system（系统用户）。',
  accessInvalid: '请写 tls 或 tutorial。',
  networkInvalid: '这不是网段。请写成 192.168.10.0/24 这样的形式。',
  networksMissing: '请填写允许不加密登录的网段，例如 192.168.10.0/24。',
  networksTooMany: '最多 16 个网段。',
  forwardersTooMany: '最多 8 个转发服务器。',
  mailboxesTooMany: '一份描述最多 1000 个邮箱。',
  aliasesTooMany: '一份描述最多 1000 个别名。',
}
