import { findHardwareTests } from '../../read/hardware/details/boots-and-tests.ts'
import { findHardwareFull } from '../../read/hardware/details/full.ts'
import { findIssueBuilds } from '../../read/issues/incident-lists/find-issue-builds.ts'
import { findIssueTests } from '../../read/issues/incident-lists/find-issue-tests.ts'
import type { ReadDatabase } from '../../read/database.ts'
import { LongList } from '../../read/long-list/long-list.ts'
import { LongRead } from '../../read/long-list/long-read.ts'
import { findTreeTests } from '../../read/trees/boots-and-tests.ts'
import { findTreeFull } from '../../read/trees/full.ts'

/** What was found, its long lists read to their ends. */
type Whole<Found> =
  Found extends LongList<infer Item, infer _>
    ? Item[]
    : Found extends object
      ? { [Member in keyof Found]: Whole<Found[Member]> }
      : Found

type Rest<Parameters> = Parameters extends [ReadDatabase, ...infer Others] ? Others : never

/** The same reading for tests, which have room for whole lists. */
function whole<Parameters extends [ReadDatabase, ...unknown[]], Found>(
  find: (...parameters: Parameters) => Promise<Found>,
) {
  return async (db: ReadDatabase, ...rest: Rest<Parameters>): Promise<Whole<Found>> => {
    const read = new LongRead(db)
    const reading = (async function* () {
      const found = await find(...([await read.snapshot(), ...rest] as unknown as Parameters))
      yield (await readLists(read, found)) as Whole<Found>
    })()
    for await (const all of read.handOver(reading)) return all
    throw new Error('nothing was read')
  }
}

async function readLists(read: LongRead, found: unknown): Promise<unknown> {
  if (found instanceof LongList) return (await Array.fromAsync(read.items(found))).flat()
  if (typeof found !== 'object' || found === null || !('body' in found)) return found
  const { body } = found
  if (body instanceof LongList) return { ...found, body: await readLists(read, body) }
  const all: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body as object)) {
    all[name] = value instanceof LongList ? await readLists(read, value) : value
  }
  return { ...found, body: all }
}

export const readTreeFull = whole(findTreeFull)
export const readTreeTests = whole(findTreeTests)
export const readHardwareFull = whole(findHardwareFull)
export const readHardwareTests = whole(findHardwareTests)
export const listIssueTests = whole(findIssueTests)
export const listIssueBuilds = whole(findIssueBuilds)
