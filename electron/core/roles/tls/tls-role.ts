import { message } from '#shared/message.ts'
import type { CertificateResource, DirectoryResource } from '#core/plan/resource.ts'
import type { Role } from '../role.ts'
import { certificateInUse } from './certificate-in-use.ts'
import { certificateId, certificatePaths } from './certificate-paths.ts'

/** More than 825 days are refused by Apple's clients, even for certificates that the user trusts by hand. */
const validDays = 825

/**
 * The certificate under which mail and passwords travel: the one that is in use, else a self-signed one, so that TLS works
 * before the domain is public.
 */
export const tlsRole: Role = {
  name: 'tls',
  footprint: () => ({
    paths: [...certificatePaths.directories, certificatePaths.certificate, certificatePaths.key],
    certificates: [certificatePaths.certificate],
  }),
  wish: (input) => {
    const { spec } = input
    if (!certificateInUse(input).own) return {}
    const certificate: CertificateResource = {
      kind: 'certificate',
      id: certificateId,
      group: 'tls',
      title: message('roles.certificateTitle', { hostname: spec.hostname }),
      reason: message('roles.certificateReason'),
      certPath: certificatePaths.certificate,
      keyPath: certificatePaths.key,
      names: [spec.hostname],
      days: validDays,
    }
    const directories = certificatePaths.directories.map((path): DirectoryResource => ({
      kind: 'directory',
      id: `directory:${path}`,
      group: 'tls',
      title: message('roles.directoryTitle', { path }),
      reason: message('roles.directoryTlsReason'),
      path,
      mode: 0o755,
      owner: 'root',
      ownerGroup: 'root',
    }))
    return { resources: [...directories, certificate] }
  },
}
