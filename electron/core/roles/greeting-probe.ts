import type { Probe } from '#core/plan/resource.ts'

const seconds = 20

/** bash(1) opens TCP connections by itself, so that a bare server needs no other program. */
const plainScript =
  'exec 3<>"/dev/tcp/127.0.0.1/$1" && IFS= read -r -t 5 line <&3 && case $line in "$2"*) ;; *) exit 1 ;; esac'

/** QUIT or LOGOUT ends the session, as s_client(1) would wait for more. */
const tlsScript =
  'printf "QUIT\\r\\na LOGOUT\\r\\n" | timeout 5 openssl s_client -quiet -connect "127.0.0.1:$1" 2>/dev/null |' +
  ' { IFS= read -r line && case $line in "$2"*) ;; *) exit 1 ;; esac; }'

/** Holds when the port greets in clear with the text. */
export function greetingProbe(group: Probe['group'], port: number, greeting: string): Probe {
  return {
    group,
    name: `greeting on ${String(port)}`,
    command: ['bash', '-c', plainScript, 'probe', String(port), greeting],
    timeout: seconds,
  }
}

/** Holds when the port greets under TLS with the text. */
export function tlsGreetingProbe(group: Probe['group'], port: number, greeting: string): Probe {
  return {
    group,
    name: `greeting under TLS on ${String(port)}`,
    command: ['bash', '-c', tlsScript, 'probe', String(port), greeting],
    timeout: seconds,
  }
}
