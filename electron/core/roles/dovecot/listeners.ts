/** A listener that mail programs expect: its service, the name that Dovecot gives it, and its port (RFC 8314). */
interface Listener {
  readonly service: 'imap-login' | 'pop3-login'
  readonly name: string
  readonly port: number
}

const expected: readonly Listener[] = [
  { service: 'imap-login', name: 'imap', port: 143 },
  { service: 'imap-login', name: 'imaps', port: 993 },
  { service: 'pop3-login', name: 'pop3', port: 110 },
  { service: 'pop3-login', name: 'pop3s', port: 995 },
]

/** The blocks that open the ports which a configuration of others leaves shut, and what they switch on again. */
export interface MissingListeners {
  readonly blocks: string
  readonly switchedOn: readonly { readonly name: string; readonly before: string; readonly after: string }[]
}

/**
 * Compares the ports of a configuration, as bare lines, with those that are needed. One that was switched off is switched on
 * (without TLS it needs STARTTLS); where a listener was moved to another port it stays there, and a second one is added.
 */
export function missingListeners(lines: readonly string[]): MissingListeners {
  const present = portsOf(lines)
  const missing = expected.filter(({ service, name, port }) => {
    const ports = present.get(service) ?? new Map<string, string>()
    return ports.has(name) && ![...ports.values()].includes(String(port))
  })
  const blocks = [...new Set(missing.map(({ service }) => service))].map((service) => {
    const of = missing.filter((listener) => listener.service === service)
    return `service ${service} {\n${of.map((listener) => block(listener, isOff(listener))).join('')}}\n`
  })
  return {
    blocks: blocks.join(''),
    switchedOn: missing.filter(isOff).map(({ service, name, port }) => ({
      name: `${service}/${name} port`,
      before: '0',
      after: String(port),
    })),
  }

  function isOff({ service, name }: Listener): boolean {
    return present.get(service)?.get(name) === '0'
  }
}

function block({ name, port }: Listener, wasOff: boolean): string {
  const tls = name.endsWith('s') ? '    ssl = yes\n' : ''
  return `  inet_listener ${wasOff ? '' : 'mailwright-'}${name} {\n    port = ${String(port)}\n${tls}  }\n`
}

/** By service and listener the port that is told; the last of equal names counts. */
function portsOf(lines: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const services = new Map<string, Map<string, string>>()
  const open: string[] = []
  for (const line of lines) {
    if (line.endsWith('{')) open.push(line.slice(0, -1).trim())
    else if (line === '}') open.pop()
    const [, service] = /^service\s+(\S+)$/.exec(open.at(-2) ?? '') ?? []
    const [, listener] = /^inet_listener\s+(\S+)$/.exec(open.at(-1) ?? '') ?? []
    const [, port] = /^port\s*=\s*(\d+)$/.exec(line) ?? []
    if (service === undefined || listener === undefined || port === undefined) continue
    const ports = services.get(service) ?? new Map<string, string>()
    services.set(service, ports.set(listener, port))
  }
  return services
}
