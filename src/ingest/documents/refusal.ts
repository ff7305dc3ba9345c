import { harmlessText } from '../../platform/text/harmless-text.ts'

/** Where in a document something is wrong, and what. */
export type Fault = {
  /** A JSON pointer (RFC 6901) into the document as it was submitted; cut when a name has megabytes. */
  readonly pointer: string
  /** What was found and what is wanted, in words for the submitter; in one line, harmless in a log. */
  readonly message: string
}

/**
 * Why a document was refused as a whole (decisions.md 2): everything the submitter needs, no stack,
 * no SQL.
 */
export type Refusal = {
  readonly code: RefusalCode
  readonly message: string
  /** The first {@link faultsReportedMax} of them; empty when the document could not be parsed. */
  readonly faults: readonly Fault[]
  /** Origins named by items of the document, sorted, at most {@link originsReportedMax}. */
  readonly origins: readonly string[]
}

/** Faults that a refusal names (decisions.md 2). */
export const faultsReportedMax = 20

/** Origins that a refusal names: enough to find whom to tell. */
export const originsReportedMax = 50

const textLengthMax = 1000

/** Every reason to refuse a document. Codes are stable: `failed/` files and scripts rely on them. */
export const refusalCodes = {
  document_too_large: 'The document has more than 512 MiB.',
  not_utf8: 'The bytes are not UTF-8 (perhaps UTF-16).',
  not_json: 'The text is not exactly one standard JSON document.',
  nesting_too_deep: 'Arrays and objects are nested deeper than 500.',
  number_overflow: 'A number is too large for a double, such as 1e400.',
  unknown_version: 'The property `version` names no version of the format.',
  invalid_document: 'The document breaks the rules of the version that it names.',
  invalid_after_upgrade: 'The document is valid for its own version, but not once upgraded to 5.3.',
  issue_version_too_large: 'The version of an issue is above 2147483647.',
  time_out_of_range:
    'An instant lies outside the years 1 to 9999 in UTC, once it is rounded to the microsecond.',
  nul_character: 'A text that is free in form contains U+0000, which PostgreSQL cannot store.',
  number_not_storable: 'A number inside `misc` has more decimal places than PostgreSQL can store.',
  row_too_large: 'An item, or a text, list or JSON value in it, is larger than a row can hold.',
  value_too_long: 'A text that is looked up by an index has more bytes than fit into one.',
} as const satisfies Record<string, string>

export type RefusalCode = keyof typeof refusalCodes

/**
 * A refusal with bounded lists.
 *
 * @param reason a sentence without a full stop, for the submitter; the first fault is added to it
 */
export function refuse(
  code: RefusalCode,
  reason: string,
  faults: readonly Fault[] = [],
  origins: readonly string[] = [],
): Refusal {
  const reported = faults.slice(0, faultsReportedMax).map(shortened)
  const [first] = reported
  const message = first ? `${reason}: ${placeIn(first)} ${first.message}` : reason
  return { code, message, faults: reported, origins }
}

/** The same refusal of a document in which everything stands elsewhere. */
export function withPointers(refusal: Refusal, moved: (pointer: string) => string): Refusal {
  const faults = refusal.faults.map((fault) => ({ ...fault, pointer: moved(fault.pointer) }))
  const [from, to] = [refusal.faults[0], faults[0]]
  if (from === undefined || to === undefined) return refusal
  // the place is the first thing in it that a submitter has a say in
  const message = refusal.message.replace(placeIn(from), () => placeIn(to))
  return { ...refusal, message, faults }
}

function placeIn({ pointer }: Fault): string {
  return harmlessText(pointer) || 'the document'
}

/** A submitter's own names and texts are part of both, and may be megabytes long. */
function shortened({ pointer, message }: Fault): Fault {
  return { pointer: shortText(pointer), message: shortText(message) }
}

/** What a submitter or a database says, as far as a refusal quotes it. */
export function shortText(text: string): string {
  return text.length > textLengthMax ? `${text.slice(0, textLengthMax).toWellFormed()}…` : text
}
