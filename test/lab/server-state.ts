import type { LabServer } from './support/lab-server.ts'

/**
 * What undo promises to put back, as text of one line a thing, so that a difference reads like a diff: every file under /etc
 * with type, mode, owner, time and digest; packages and what dpkg was told beside them; accounts; units; listening ports; what the kernel calls the host.
 */
export async function readServerState(server: LabServer): Promise<string[]> {
  const { code, stdout, stderr } = await server.run(program)
  if (code !== 0) throw new Error(`the state of ${server.id} cannot be read: ${stderr}`)
  return stdout.split('\n').filter((line) => line !== '')
}

// Copies that passwd(1) and its kin leave beside the tables, their lock, and the linker's cache: written anew by any package's
// scripts, with the same meaning.
const program = `set -e
export LC_ALL=C.UTF-8
cd /etc
find . -mindepth 1 ! -name 'ld.so.cache' ! -name '.pwd.lock' ! -path './passwd-' ! -path './shadow-' ! -path './group-' \\
  ! -path './gshadow-' ! -path './subuid-' ! -path './subgid-' \\
  \\( -type d -printf 'etc %p dir %m %u:%g\\n' -o -type l -printf 'etc %p link %l\\n' -o -printf 'etc %p %y %m %u:%g %Ts\\n' \\) | sort
find . -type f ! -name 'ld.so.cache' ! -name '.pwd.lock' ! -path './*-' -exec sha256sum {} + | sed 's/^/sum /' | sort -k 3
dpkg-query -W -f 'package \${binary:Package} \${Version} \${Status}\\n' | sort
dpkg-statoverride --list | sed 's/^/override /' | sort
dpkg-divert --list | sed 's/^/diverted /' | sort
getent passwd | sed 's/^/user /'
getent group | sed 's/^/group /'
systemctl list-unit-files --no-legend --no-pager | awk '$1 !~ /\\.scope$/ { print "unit", $1, $2 }' | sort
systemctl list-units --type=service --state=running --no-legend --plain --no-pager | awk '{ print "running", $1 }' | sort
ss -Hltun | awk '{ print "port", $1, $5 }' | sort -u
printf 'name %s\\n' "$(uname -n)"
`
