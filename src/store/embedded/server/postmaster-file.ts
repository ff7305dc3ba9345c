import { execFile } from 'node:child_process'
import { readFile, readlink, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { errorCode } from '../../../platform/errors/error-code.ts'

const run = promisify(execFile)

/** The content of a cluster's `postmaster.pid`, written by a server that runs or was killed. */
export type PostmasterFile = { pid: number; port: number | null }

/** The path of a cluster's `postmaster.pid`. */
export function postmasterPath(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

/** Reads `postmaster.pid`: the process on line 1, the port on line 4; null when there is none. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(postmasterPath(cluster), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number.isInteger(port) && port > 0 ? port : null }
}

/**
 * Whether a process is the server of this cluster. Its number proves nothing: after a restart of the machine or
 * the container another process may have it.
 */
export async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') {
    // not /proc/…/cwd: in a container, root may not read that of another user's process
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return startsServerOf(cluster, text.split('\0'))
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.includes(`postgres -D ${cluster} `)
}

/**
 * Whether a process is the server of this cluster, but was started when the folder had another name: a server keeps
 * working in a folder that is renamed. Known on Linux only; false elsewhere.
 */
export async function isServerOfMoved(cluster: string, pid: number): Promise<boolean> {
  if (process.platform !== 'linux' || !isAlive(pid)) return false
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const [program = ''] = text.split('\0')
  if (basename(program) !== 'postgres') return false
  const works = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return works !== null && works === (await realpath(cluster).catch(() => null))
}

/** Whether a command line starts a server of this cluster. */
export function startsServerOf(cluster: string, [program = '', ...args]: string[]): boolean {
  return basename(program) === 'postgres' && args[0] === '-D' && args[1] === cluster
}

/** Whether there is a process of this number, of any user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
