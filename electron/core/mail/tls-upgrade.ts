import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls'
import { fail } from '#shared/fail.ts'
import type { MailServer } from '#shared/model/mail.ts'
import { WireError } from './wire-error.ts'

/** The name that a server's certificate must carry. */
export function expectedName(server: MailServer): string {
  return server.serverName ?? server.host
}

/**
 * The options under which TLS is spoken with a server. A pinned certificate is compared by `checkPin` after the
 * handshake and before anything is said, as it need not be signed by anybody.
 */
export function tlsOptions(server: MailServer): ConnectionOptions {
  const name = expectedName(server)
  return {
    host: name,
    // RFC 6066 §3: an address is no server name.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: server.trust.kind === 'system',
  }
}

/** Throws `mailCertificateChanged` when the certificate is pinned and another one was shown. */
export function checkPin(socket: TLSSocket, server: MailServer): void {
  if (server.trust.kind !== 'pinned') return
  const actual = certificateFingerprint(socket)
  if (plainHex(actual) !== plainHex(server.trust.sha256)) {
    throw fail('mailCertificateChanged', {
      host: expectedName(server),
      expected: server.trust.sha256,
      actual: actual === '' ? '—' : actual,
    })
  }
}

/** SHA-256 of the certificate that the peer showed, as pairs of hexadecimal digits with colons; empty where none. */
export function certificateFingerprint(socket: TLSSocket): string {
  return shownCertificate(socket).fingerprint256 ?? ''
}

/** One line on what the handshake gave: version, cipher, certificate. */
export function describeTls(socket: TLSSocket): string {
  const { subject, valid_to: until } = shownCertificate(socket)
  return [
    socket.getProtocol() ?? '—',
    socket.getCipher().name,
    `CN=${String(subject?.CN ?? '—')}`,
    `→ ${until ?? '—'}`,
    `SHA-256 ${certificateFingerprint(socket)}`,
  ].join(' · ')
}

/**
 * The certificate of the peer, every field of it absent where it showed none. Not `getPeerX509Certificate`: in Node
 * 24.21 a second call of it finds the certificate gone.
 */
function shownCertificate(socket: TLSSocket): Partial<PeerCertificate> {
  return socket.getPeerCertificate()
}

/** Speaks TLS over a stream as its client; rejects with the error of the handshake, or WireError when it takes too long. */
export function upgradeToTls(stream: Duplex, server: MailServer, timeout: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...tlsOptions(server), socket: stream })
    const timer = setTimeout(() => finish(new WireError('silent')), timeout)
    const onClose = (): void => finish(new WireError('closed'))
    function finish(error?: Error): void {
      clearTimeout(timer)
      socket.off('secureConnect', finish)
      socket.off('error', finish)
      socket.off('close', onClose)
      if (error === undefined) {
        resolve(socket)
        return
      }
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error)
    }
    socket.on('secureConnect', finish)
    socket.on('error', finish)
    socket.on('close', onClose)
  })
}

function plainHex(fingerprint: string): string {
  return fingerprint
    .replace(/^SHA-?256[: ]/i, '')
    .replaceAll(':', '')
    .toLowerCase()
}
