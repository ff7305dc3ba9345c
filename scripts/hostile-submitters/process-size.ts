import { readdirSync, readFileSync } from 'node:fs'

/** What a process holds. */
export type ProcessSize = { descriptors: number; residentBytes: number }

/** Undefined where the system does not tell (it does on Linux). */
export function sizeOfProcess(pid: number): ProcessSize | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
    return {
      descriptors: readdirSync(`/proc/${pid}/fd`).length,
      residentBytes: Number(kilobytes) * 1024,
    }
  } catch {
    return undefined
  }
}
