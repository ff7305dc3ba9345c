import { harmlessText } from '../../platform/text/harmless-text.ts'
import { type Refusal, shortText } from '../documents/refusal.ts'

/** Codes of refusals that do not come from the document's content. */
export const spoolRefusalCodes = {
  empty_file: 'The file holds nothing.',
  worker_crashed: 'The process that read the document ended twice while it did.',
  not_storable: 'PostgreSQL refuses a value of the document.',
} as const satisfies Record<string, string>

export type SpoolRefusalCode = keyof typeof spoolRefusalCodes

/** A refusal of a document, or of the file that should have held one. */
export type FileRefusal = Omit<Refusal, 'code'> & { code: Refusal['code'] | SpoolRefusalCode }

/** Why a file was refused, as it is written beside it in `failed/` (decisions.md 2). */
export type Reason = FileRefusal & {
  /** Name that the file had in the spool. */
  file: string
  /** When it was refused: ISO 8601, UTC. */
  refusedAt: string
}

/**
 * A refusal without a place in the document.
 *
 * @param message may quote the database, and with it the document
 */
export function spoolRefusal(
  code: SpoolRefusalCode,
  message: string,
  origins: readonly string[] = [],
): FileRefusal {
  return { code, message: shortText(harmlessText(message)), faults: [], origins }
}

/**
 * A reason as it is written: JSON that shows nothing else than what it says, because somebody will
 * look at it in a terminal. Names in pointers and files may hold anything.
 */
export function reasonText(reason: Reason): string {
  // no line break stands inside a value, JSON escapes them
  const lines = JSON.stringify(reason, null, 2).split('\n')
  return `${lines.map(harmlessText).join('\n')}\n`
}

const reasonEnding = '.reason.json'

/** The reason of a refused file lies beside it under this name. */
export function reasonName(name: string): string {
  return `${name}${reasonEnding}`
}

/** Whether a file may be a reason; a submission may be called like one. */
export function isReasonName(name: string): boolean {
  return name.endsWith(reasonEnding)
}

/** The name of the file whose reason this would be. */
export function submissionOfReason(name: string): string {
  return name.slice(0, -reasonEnding.length)
}
