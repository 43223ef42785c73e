import { message, type Message } from './message.ts'
import type { TestReport } from './model/mail.ts'

/** How a mail test reached the ports, in words; null where it did not. */
export function routeMessage({ route }: TestReport): Message | null {
  if (route === null) return null
  return route === 'ssh' ? message('test.uiRouteSsh') : message('test.uiRouteDirect')
}
