import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissingFile } from '../../platform/errors/error-code.ts'
import { isJsonObject } from '../../platform/json/json-object.ts'
import { reasonName, type Reason } from '../../ingest/spool/reason.ts'
import type { ReceiverAnswer } from '../receiver-env.ts'
import { submissionFile } from '../receiving/submission-name.ts'

/** Whatever stands in a reason is bounded; a longer file is not one of ours. */
const reasonBytesMax = 1024 * 1024

/** What became of a submission; the last two members are ours. */
export type Receipt = ReceiverAnswer & {
  outcome: 'waiting' | 'merged' | 'rejected' | 'unknown'
  /** Since when at the latest every answer shows it: when its file was archived, after the commit; ISO 8601, UTC. */
  visibleSince?: string
  /** Why a submission was rejected, and where (refusals.md). */
  reason?: Pick<Reason, 'code' | 'message' | 'faults' | 'origins' | 'refusedAt'>
}

/**
 * The receipt of a submission. The folders of the spool are the memory: they survive restarts, every
 * receiver sees them, and nothing grows beside them. What was removed from `archive/` is not known any more.
 *
 * @throws the file system's error
 */
export async function findReceipt(spoolRoot: string, id: string): Promise<Receipt> {
  const receipt = await lookForReceipt(spoolRoot, id)
  if (receipt.outcome !== 'unknown') return receipt
  // where there is no spool nothing is known, neither that there was no submission
  await stat(spoolRoot)
  // one that is tried again moves from `failed/` to where we looked first
  return lookForReceipt(spoolRoot, id)
}

async function lookForReceipt(spoolRoot: string, id: string): Promise<Receipt> {
  const name = submissionFile(id)
  // in the order in which a file moves, so that one on its way is found in the next place
  if (await whenPutThere(join(spoolRoot, name))) {
    return { id, status: 'ready', message: 'File waiting for processing', outcome: 'waiting' }
  }
  const archived = await whenPutThere(join(spoolRoot, 'archive', name))
  if (archived) {
    const visibleSince = archived.toISOString()
    return { id, status: 'processed', message: 'File archived', outcome: 'merged', visibleSince }
  }
  const failed = join(spoolRoot, 'failed')
  if (await whenPutThere(join(failed, name))) {
    const reason = await reasonIn(join(failed, reasonName(name)))
    const message = 'File failed to pass validation'
    return { id, status: 'failed', message, outcome: 'rejected', ...(reason && { reason }) }
  }
  return { id, status: 'notfound', message: 'File not found', outcome: 'unknown' }
}

/** A move changes no content, but the time of the last change of the file's entry. */
async function whenPutThere(path: string): Promise<Date | undefined> {
  try {
    return (await stat(path)).ctime
  } catch (error) {
    if (isMissingFile(error)) return undefined
    throw error
  }
}

async function reasonIn(path: string): Promise<Receipt['reason']> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || found.size > reasonBytesMax) return undefined
  const reason = parsed(await readFile(path, 'utf8').catch(() => ''))
  if (!isJsonObject(reason)) return undefined
  const { code, message, faults, origins, refusedAt } = reason as Reason
  return { code, message, faults, origins, refusedAt }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
