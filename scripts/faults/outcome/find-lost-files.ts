import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonName } from '../../../src/ingest/spool/reason.ts'
import { submissionFile } from '../../../src/receiver/receiving/submission-name.ts'
import type { World } from '../world/world.ts'

/** Where files ended, against where they belong. */
export type FileFaults = {
  /** Each is a sentence; empty when every file is where it belongs. */
  faults: string[]
  /** What killed receivers left half received; removed after an hour (docs/operations/spool.md). */
  unfinished: number
}

/**
 * Looks for every file that was acknowledged or dropped: in `archive/` as it was sent, or in `failed/` with its
 * reason. Nothing else may lie in the spool.
 */
export async function findLostFiles({ spool, submitter, dropped }: World): Promise<FileFaults> {
  const archived = new Set(await readdir(join(spool, 'archive')))
  const failed = new Set(await readdir(join(spool, 'failed')))
  const faults: string[] = []
  for (const [id, text] of submitter.acknowledged) {
    const name = submissionFile(id)
    if (!archived.has(name)) faults.push(fateOf(name, failed))
    else if ((await readFile(join(spool, 'archive', name), 'utf8')) !== text) {
      faults.push(`${name} was changed on its way`)
    }
  }
  for (const name of dropped.good) if (!archived.has(name)) faults.push(fateOf(name, failed))
  for (const name of dropped.malformed) {
    if (!failed.has(name)) faults.push(`${name} is malformed and not in failed/`)
    else if (!failed.has(reasonName(name))) faults.push(`${name} is in failed/ without a reason`)
  }
  const folders = new Set(['archive', 'failed', 'incoming'])
  for (const name of await readdir(spool)) {
    if (!folders.has(name)) faults.push(`${name} was left in the spool`)
  }
  return { faults, unfinished: (await readdir(join(spool, 'incoming'))).length }
}

function fateOf(name: string, failed: ReadonlySet<string>): string {
  return `${name} is good and ${failed.has(name) ? 'was refused' : 'nowhere'}`
}
