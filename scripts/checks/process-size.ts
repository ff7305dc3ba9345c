import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What a process holds. */
export type ProcessSize = {
  /** What each of its descriptors leads to: a path, or a number behind its kind. */
  descriptors: string[]
  residentBytes: number
  /** The most that it ever held. */
  peakBytes: number
}

/** Undefined where the system does not tell (it does on Linux). */
export function sizeOfProcess(pid: number): ProcessSize | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024
    const folder = `/proc/${pid}/fd`
    const descriptors = readdirSync(folder).map((name) => readlinkSync(`${folder}/${name}`))
    return { descriptors, residentBytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') }
  } catch {
    return undefined
  }
}
