import { message, type Message } from '#shared/message.ts'
import type { CompleteSpec } from './role.ts'

/** A port that the finished server answers, and what for. */
export interface ServedPort {
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  readonly service: Message
}

/** Every port that the described server serves (RFC 8314 §7 for the ones under TLS), in rising order. */
export function servedPorts(spec: CompleteSpec): readonly ServedPort[] {
  const tcp = (port: number, service: Message): ServedPort => ({ port, protocol: 'tcp', service })
  const dns: ServedPort[] =
    spec.dns.provider === 'bind'
      ? [
          tcp(53, message('roles.serviceDns')),
          { port: 53, protocol: 'udp', service: message('roles.serviceDns') },
        ]
      : []
  return [
    tcp(25, message('roles.serviceSmtp')),
    ...dns,
    tcp(110, message('roles.servicePop3')),
    tcp(143, message('roles.serviceImap')),
    tcp(465, message('roles.serviceSmtps')),
    tcp(587, message('roles.serviceSubmission')),
    tcp(993, message('roles.serviceImaps')),
    tcp(995, message('roles.servicePop3s')),
  ]
}
