import { PackageReader, type PackageProgress } from '../../../electron/cli/package-progress.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

function readAll(lines: readonly string[]): PackageProgress[] {
  const reader = new PackageReader()
  return lines.map((line) => reader.read(line)).filter((progress) => progress !== null)
}

const { say } = recordingTerminal()

test('downloads, unpacking and setting up are told by name, and the part done only grows', () => {
  const told = readAll([
    'Reading package lists...',
    '0 upgraded, 2 newly installed, 0 to remove and 10 not upgraded.',
    'Get:1 http://deb.debian.org/debian bookworm/main amd64 bind9-libs amd64 1:9.18.49-1 [1000 kB]',
    'Get:2 http://deb.debian.org/debian bookworm/main amd64 bind9 amd64 1:9.18.49-1 [500 kB]',
    'Selecting previously unselected package bind9.',
    'Unpacking bind9-libs:amd64 (1:9.18.49-1~deb12u3) ...',
    'Unpacking bind9 (1:9.18.49-1~deb12u3) ...',
    'Setting up bind9-libs:amd64 (1:9.18.49-1~deb12u3) ...',
    "Adding new user `bind' (UID 102) with group `bind' ...",
    'Setting up bind9 (1:9.18.49-1~deb12u3) ...',
  ])
  expect(told.map(({ text }) => say(text))).toEqual([
    'downloading bind9-libs',
    'downloading bind9',
    'unpacking bind9-libs',
    'unpacking bind9',
    'setting up bind9-libs',
    'setting up bind9',
  ])
  const parts = told.map(({ done }) => done)
  expect(parts).toEqual(parts.toSorted((a, b) => a - b))
  expect(parts.at(-1)).toBeCloseTo(1)
})

test('what is removed and what has no summary is told, too, without a part that nobody knows', () => {
  const told = readAll([
    'Removing postfix (3.7.11) ...',
    'Purging configuration files for postfix (3.7.11) ...',
  ])
  expect(told.map(({ done, text }) => [say(text), done])).toEqual([
    ['removing postfix', 0],
    ['removing postfix', 0],
  ])
})

test('package lists and the chatter of commands are no packages', () => {
  expect(
    readAll([
      'Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]',
      'Get:2 http://deb.debian.org/debian bookworm/main amd64 Packages [8790 kB]',
      'Setting up \u001b[2J',
      'Unpacking',
    ]),
  ).toEqual([])
})
