import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissingFile, isSystemError } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { documentBytesMax, refusedAsTooLarge } from '../documents/parsing/decode-document.ts'
import type { ExcerptRule } from '../excerpts/excerpt-rule.ts'
import { prepareDocument, type PrepareOptions } from '../documents/prepare-document.ts'
import { spoolRefusal } from '../spool/reason.ts'
import { sameContent, spoolFile, type SpoolFile } from '../spool/spool-file.ts'
import { encodeDocument } from './encode-document.ts'
import { largeBytes, prepareInPieces } from './large/prepare-pieces.ts'
import type { Preparation, PrepareRequest, WorkerSettings } from './worker-messages.ts'

/** Reads a file of the spool and encodes its document for the database. It blocks, so it runs in a worker thread. */
export function prepareFile(
  request: PrepareRequest,
  settings: WorkerSettings,
  excerpts?: ExcerptRule,
): Preparation {
  const { file: asked } = request
  let descriptor: number | undefined
  try {
    // without O_NONBLOCK, opening a pipe of that name would block the thread for ever
    const flags = constants.O_RDONLY | constants.O_NONBLOCK
    descriptor = openSync(join(settings.root, asked.name), flags)
    const { automaticLab, treeNames } = settings
    const { receivedAt } = request
    return prepareOpened(descriptor, asked, { receivedAt, treeNames, automaticLab, excerpts })
  } catch (error) {
    if (isMissingFile(error)) return { kind: 'gone', asked }
    if (!isSystemError(error)) throw error
    return { kind: 'unreadable', asked, problem: errorMessage(error) }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function prepareOpened(descriptor: number, asked: SpoolFile, options: PrepareOptions): Preparation {
  const file = spoolFile(asked.name, fstatSync(descriptor))
  // emptied after the scan of the spool: somebody is writing to it
  if (file.size === 0 && !sameContent(file, asked)) return { kind: 'gone', asked }
  const refusal = refusalBySize(file.size)
  if (refusal !== undefined) return { kind: 'refused', asked, file, refusal }
  if (file.size >= largeBytes) {
    const prepared = prepareInPieces(descriptor, file, options)
    if (prepared !== undefined && 'refusal' in prepared) {
      return { kind: 'refused', asked, file, refusal: prepared.refusal }
    }
    if (prepared !== undefined) return { kind: 'prepared', asked, file, ...prepared }
  }
  const document = prepareDocument(readFileSync(descriptor), options)
  if (!document.accepted) return { kind: 'refused', asked, file, refusal: document.refusal }
  return { kind: 'prepared', asked, file, document: encodeDocument(document) }
}

/** The refusal of a file that is empty or too large, which need not be read. */
function refusalBySize(
  size: number,
): Extract<Preparation, { kind: 'refused' }>['refusal'] | undefined {
  if (size === 0) return spoolRefusal('empty_file', 'The file is empty')
  return size > documentBytesMax ? refusedAsTooLarge(size) : undefined
}
