import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, 'peer.py')

/** Whether there is a Python to compare with. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import sqlite3, tarfile']).status === 0
}

/** Runs the peer; whether it was content, and what it said. */
export function runPeer(...args: string[]): { right: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync('python3', [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return { right: status === 0, said: status === 0 ? stdout : stderr }
}
