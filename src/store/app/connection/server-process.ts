import { readFile } from 'node:fs/promises'

/**
 * Whether a process of this machine is PostgreSQL's for the connection from a port of ours, by its title: a number alone
 * may be that of a process on another machine, or of a pooler.
 */
export async function servesPort(pid: number, port: number): Promise<boolean> {
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return title.startsWith('postgres:') && title.includes(`(${port})`)
}
