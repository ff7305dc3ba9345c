import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  documentBytesMax,
  refusedAsTooLarge,
} from '../../ingest/documents/parsing/decode-document.ts'
import { originsReportedMax } from '../../ingest/documents/refusal.ts'
import { errorCode, isMissingFile } from '../../platform/errors/error-code.ts'
import type { Submitter } from '../authentication/submitter.ts'
import { refused, refusedDocument, SubmissionRefused } from '../submission-refused.ts'
import { atMinimalRate, BodyTooSlow, type MinimalRate } from './at-minimal-rate.ts'
import { type CheckedDocument, type DocumentChecker, smallBytesMax } from './document-checker.ts'
import { readAhead } from './read-ahead.ts'
import type { ReceivingPlace, ReceivingPlaces } from './receiving-places.ts'
import type { SpoolRoom } from './spool-room.ts'
import { newSubmissionId, submissionFile } from './submission-name.ts'
import type { SyncedFolder } from './synced-folder.ts'
import { unpackBody } from './unpack-body.ts'
import { writeBody } from './write-body.ts'

export type Receiving = {
  /** Where submissions are found by ingesters. */
  spoolRoot: SyncedFolder
  /** Where they are while they come. */
  incoming: string
  /** Makes that folder again, where it went. */
  remakeIncoming: () => Promise<void>
  places: ReceivingPlaces
  room: SpoolRoom
  checker: DocumentChecker
  rate: MinimalRate
  /** Documents may name the origin of their token alone, whatever the token says. */
  bindsOrigins: boolean
}

/** A body on its way. */
export type Body = {
  chunks: AsyncIterable<Uint8Array>
  coding: string | undefined
  /** Its length in bytes as the client announced it; undefined when it comes in chunks. */
  announced: number | undefined
  /** Asks for it, when the client waits to be asked. */
  want: () => void
}

export type Received = { id: string; bytes: number }

/**
 * Takes in one submission: when this returns, it is on the disk and in the spool, whatever happens next;
 * when it throws, nothing of it is left (ingestion.md 1.4, O-32, O-36).
 *
 * @throws SubmissionRefused
 */
export async function receiveSubmission(
  { chunks, coding, announced = 0, want }: Body,
  submitter: Submitter,
  receiving: Receiving,
): Promise<Received> {
  const id = newSubmissionId(submitter.origin)
  let path = join(receiving.incoming, submissionFile(id))
  try {
    requireSize(announced)
    using place = receiving.places.take()
    await receiving.room.require()
    const unpacked = unpackBody(bounded(atMinimalRate(chunks, receiving.rate)), coding, place)
    want()
    const ahead = await readAhead(unpacked, smallBytesMax)
    const bytes =
      'whole' in ahead
        ? await writeSmall(path, ahead.whole, { submitter, receiving, place })
        : await writeLarge(path, ahead.chunks, { submitter, receiving, place })
    const target = join(receiving.spoolRoot.path, submissionFile(id))
    await rename(path, target)
    path = target
    await receiving.spoolRoot.sync()
    receiving.room.note(bytes)
    return { id, bytes }
  } catch (error) {
    await rm(path, { force: true }).catch(() => {})
    // this one is refused, the next one finds it
    if (isMissingFile(error)) await receiving.remakeIncoming()
    throw asRefusal(error)
  }
}

type Reception = { submitter: Submitter; receiving: Receiving; place: ReceivingPlace }

/** A small one is checked before anything of it is written. */
function writeSmall(
  path: string,
  bytes: Uint8Array,
  { submitter, receiving, place }: Reception,
): Promise<number> {
  requireOrigin(submitter, receiving.checker.checkSmall(bytes), receiving)
  return writeBody(path, [bytes], place)
}

/** A large one is checked once it is on the disk: a few of the largest would not fit into memory. */
async function writeLarge(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  { submitter, receiving, place }: Reception,
): Promise<number> {
  const bytes = await writeBody(path, chunks, place)
  requireOrigin(submitter, await receiving.checker.checkFile(path, bytes), receiving)
  return bytes
}

/** @throws SubmissionRefused `document_too_large` */
function requireSize(bytes: number): void {
  if (bytes > documentBytesMax) throw refusedDocument(refusedAsTooLarge(bytes))
}

/** What is packed may go on for ever and unpack to nothing: it has the same limit as what it holds. */
async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    requireSize(bytes)
    yield chunk
  }
}

/** Of what the upgrade of old documents adds: the issue of waived tests (submission-format.md 3.2). */
const originOfUpgrades = '_'

function requireOrigin(
  { origin, isBound }: Submitter,
  { origins }: CheckedDocument,
  { bindsOrigins }: Pick<Receiving, 'bindsOrigins'>,
): void {
  if (!isBound && !bindsOrigins) return
  const foreign = origins.filter((one) => one !== origin && one !== originOfUpgrades)
  if (foreign.length === 0) return
  // a document may name as many as it has items
  const reported = foreign.slice(0, originsReportedMax)
  throw refused('origin_not_allowed', { members: { origins: reported } })
}

/** What a full disk is called, also when a quota or a limit of the process is. */
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** What streams say of a client that has left. */
const brokenOff = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'EPIPE'])

/** Nothing that stops a submission on its way is the end of it: it may be sent again. */
function asRefusal(error: unknown): SubmissionRefused {
  if (error instanceof SubmissionRefused) return error
  if (error instanceof BodyTooSlow) return refused('body_too_slow', { cause: error })
  const code = errorCode(error) ?? ''
  if (fullDisk.has(code)) return refused('disk_full', { cause: error })
  return refused(brokenOff.has(code) ? 'body_broken_off' : 'not_kept', { cause: error })
}
