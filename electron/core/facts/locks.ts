import type { Sections } from './sections.ts'

/** The file on which a run of this program holds a lock. */
export const ownLock = '/run/mailwright.lock'

export interface HeldLock {
  readonly path: string
  /** Command line of the holder, or its process number where that cannot be seen. */
  readonly command: string
}

const packagePrograms = /\b(?:apt|apt-get|aptitude|dpkg|unattended-upgr\w*|packagekitd|dselect|synaptic)\b/

/**
 * Which of the files `DEVICE INODE PATH` are locked, by the lines `PID MAJOR:MINOR:INODE TAB COMMAND LINE` of those locks
 * whose inode number is one of theirs: the same number on another device is another file.
 */
export function readLocks(sections: Sections): HeldLock[] {
  const files = sections.lines('lock-files').flatMap((line) => {
    const match = /^(\d+) (\d+) (\/.*)$/.exec(line)
    if (match === null) return []
    const [, device = '', inode = '', path = ''] = match
    return [{ path, inode, place: `${deviceName(Number(device))}:${inode}` }]
  })
  return sections.lines('lock-holders').flatMap((line) => {
    const match = /^(-?\d+) ([0-9a-f]+:[0-9a-f]+:(\d+))\t(.*)$/.exec(line)
    if (match === null) return []
    const [, pid = '', place = '', inode = '', command = ''] = match
    const file =
      files.find((candidate) => candidate.place === place) ??
      // Btrfs tells stat(2) and /proc/locks different devices.
      files.find((candidate) => candidate.inode === inode && packagePrograms.test(command))
    return file === undefined ? [] : [{ path: file.path, command: command.trim() || `pid ${pid}` }]
  })
}

/** A device number as /proc/locks writes it (makedev(3)). */
function deviceName(device: number): string {
  const major = Math.floor(device / 256) % 4096
  const minor = (device % 256) + Math.floor(device / 1048576) * 256
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':')
}
