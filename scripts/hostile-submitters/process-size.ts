import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What a process holds. */
export type ProcessSize = {
  /** What each of its descriptors leads to: a path, or a number behind its kind. */
  descriptors: string[]
  residentBytes: number
}

/** Undefined where the system does not tell (it does on Linux). */
export function sizeOfProcess(pid: number): ProcessSize | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
    const folder = `/proc/${pid}/fd`
    const descriptors = readdirSync(folder).map((name) => readlinkSync(`${folder}/${name}`))
    return { descriptors, residentBytes: Number(kilobytes) * 1024 }
  } catch {
    return undefined
  }
}
