import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** Who runs a job. `owner` is unique to one life of a process, since the system gives process ids again. */
export type RunOwner = { owner: string; host: string; process_id: number }

/** Makes the identity of this process, once at its start. */
export function newOwner(): RunOwner {
  return { owner: randomUUID(), host: hostname(), process_id: process.pid }
}
