import { hostname, userInfo } from 'node:os'

/** Who a run is done by, as its journal remembers it: `user@computer`. */
export function operatorName(): string {
  return `${userInfo().username}@${hostname()}`
}
