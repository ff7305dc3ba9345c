import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissingFile } from '../../platform/error-code.ts'
import { errorMessage } from '../../platform/error-message.ts'
import { documentBytesMax, refusedAsTooLarge } from '../documents/decode-document.ts'
import type { ExcerptRule } from '../excerpts/excerpt-rule.ts'
import { prepareDocument } from '../documents/prepare-document.ts'
import { spoolRefusal } from '../spool/reason.ts'
import { sameContent, spoolFile, type SpoolFile } from '../spool/spool-file.ts'
import { encodeDocument } from './encode-document.ts'
import type { Preparation, PrepareRequest, WorkerSettings } from './worker-messages.ts'

/**
 * Reads a file of the spool and makes its document ready for the database. Blocks, so it belongs into
 * a thread of its own.
 */
export function prepareFile(
  { file: asked, receivedAt }: PrepareRequest,
  settings: WorkerSettings,
  excerpts?: ExcerptRule,
): Preparation {
  const read = readWhole(join(settings.root, asked.name), asked)
  if (!('bytes' in read)) return { ...read, asked }
  const { file, bytes } = read
  const { automaticLab, treeNames } = settings
  const document = prepareDocument(bytes, { receivedAt, treeNames, automaticLab, excerpts })
  if (!document.accepted) return { kind: 'refused', asked, file, refusal: document.refusal }
  return { kind: 'prepared', asked, file, document: encodeDocument(document) }
}

type Unread =
  | { kind: 'gone' }
  | { kind: 'unreadable'; problem: string }
  | Extract<Preparation, { kind: 'refused' }>

/** The file as it was when it was read and its bytes, or why there are none. */
function readWhole(path: string, asked: SpoolFile): { file: SpoolFile; bytes: Buffer } | Unread {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const file = spoolFile(asked.name, fstatSync(descriptor))
    // Emptied since the spool was looked at: somebody is writing to it.
    if (file.size === 0 && !sameContent(file, asked)) return { kind: 'gone' }
    const refusal = refusalBySize(file.size)
    if (refusal !== undefined) return { kind: 'refused', asked, file, refusal }
    return { file, bytes: readFileSync(descriptor) }
  } catch (error) {
    if (isMissingFile(error)) return { kind: 'gone' }
    return { kind: 'unreadable', problem: errorMessage(error) }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** What need not be read to be refused. */
function refusalBySize(
  size: number,
): Extract<Preparation, { kind: 'refused' }>['refusal'] | undefined {
  if (size === 0) return spoolRefusal('empty_file', 'The file is empty')
  return size > documentBytesMax ? refusedAsTooLarge(size) : undefined
}
