import type { Localised } from '../../message.ts'
import type { failure as en } from '../en/failure.ts'

export const failure: Localised<typeof en> = {
  internal: '程序内部出错：{{detail}}',
  internalNext: '服务器没有因此被改动。请重试；若再次出现，请附上下面的详情反馈给我们。',
}
