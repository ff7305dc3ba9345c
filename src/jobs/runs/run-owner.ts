import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** Who runs a job: a process, and one life of it, since numbers of processes come again. */
export type RunOwner = { owner: string; host: string; process_id: number }

export function newOwner(): RunOwner {
  return { owner: randomUUID(), host: hostname(), process_id: process.pid }
}
