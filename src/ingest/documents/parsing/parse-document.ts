import {
  isRawNumber,
  mayHoldInexactNumbers,
  parseEveryDigit,
} from '../../../platform/json/exact-json.ts'
import { harmlessText } from '../../../platform/text/harmless-text.ts'
import { decodeDocument } from './decode-document.ts'
import { decimalPlacesMax, hasTooManyPlaces, parseWithExactMisc } from './exact-misc.ts'
import { findOrigins } from '../find-origins.ts'
import { type Found, findValues } from '../faults/find-values.ts'
import { foundValue } from '../faults/found-value.ts'
import { replaceHalfSurrogates } from './half-surrogates.ts'
import { isDangerouslyNested, nestingMax } from './nesting.ts'
import { faultsReportedMax, refuse, type Refusal, type RefusalCode } from '../refusal.ts'
import { surveyDocument, textLengthMax } from './survey.ts'

export type ParsedDocument =
  | { readonly parsed: true; readonly document: unknown; readonly replacedSurrogates: number }
  | { readonly parsed: false; readonly refusal: Refusal }

/**
 * The one JSON document in the bytes of a submission (decisions.md 2). Plain JavaScript values,
 * except that numbers inside `misc` that a double cannot hold keep their digits; well-formed texts
 * and names; nested at most {@link nestingMax} deep. Anything else is refused.
 */
export function parseDocument(bytes: Uint8Array): ParsedDocument {
  const decoded = decodeDocument(bytes)
  if ('refusal' in decoded) return { parsed: false, refusal: decoded.refusal }
  if (isDangerouslyNested(bytes)) return refusedAsTooDeep(undefined)
  try {
    return surveyParsed(JSON.parse(decoded.text), decoded.text)
  } catch (error) {
    if (error instanceof SyntaxError) return refusedAsNotJson(error)
    throw error
  }
}

function surveyParsed(document: unknown, text: string): ParsedDocument {
  const survey = surveyDocument(document, nestingMax)
  if (survey.tooDeep) return refusedAsTooDeep(document)
  const tooLong = survey.tooLongTexts ? refusalOfTexts(document) : undefined
  if (tooLong !== undefined) return { parsed: false, refusal: tooLong }
  if (!survey.roundedNumbers || !mayHoldInexactNumbers(text)) {
    return withoutHalfSurrogates(document, survey.halfSurrogates)
  }
  const overflow = holdsOverflow(document) ? refusalOfOverflow(parseEveryDigit(text)) : undefined
  if (overflow !== undefined) return { parsed: false, refusal: overflow }
  const exact = parseWithExactMisc(text)
  const tooPrecise = refusalOfPlaces(exact)
  if (tooPrecise !== undefined) return { parsed: false, refusal: tooPrecise }
  return withoutHalfSurrogates(exact, survey.halfSurrogates)
}

function withoutHalfSurrogates(document: unknown, halfSurrogates: boolean): ParsedDocument {
  if (!halfSurrogates) return { parsed: true, document, replacedSurrogates: 0 }
  const { document: wellFormed, replaced } = replaceHalfSurrogates(document)
  return { parsed: true, document: wellFormed, replacedSurrogates: replaced }
}

function refusedAsTooDeep(document: unknown): ParsedDocument {
  const reason = `Arrays and objects are nested deeper than ${nestingMax}`
  return { parsed: false, refusal: refuse('nesting_too_deep', reason, [], findOrigins(document)) }
}

/** The parser's message names the position and quotes a few characters of the document. */
function refusedAsNotJson(error: SyntaxError): ParsedDocument {
  const reason = `The document is not one JSON document: ${harmlessText(error.message)}`
  return { parsed: false, refusal: refuse('not_json', reason) }
}

function refusalOfTexts(document: unknown): Refusal | undefined {
  const isTooLong = (value: unknown) => typeof value === 'string' && value.length > textLengthMax
  const wanted = `must have at most ${textLengthMax}`
  return refusalOfValues(document, isTooLong, 'row_too_large', ({ value, isName }) => {
    const found = `has ${isName ? 'a name of ' : ''}${String(value).length} characters`
    return `${found}, but ${wanted}`
  })
}

function holdsOverflow(document: unknown): boolean {
  const isInfinite = (value: unknown) => value === Infinity || value === -Infinity
  return findValues(document, isInfinite).some(() => true)
}

/** @param document with the digits of its numbers */
function refusalOfOverflow(document: unknown): Refusal | undefined {
  const overflows = (value: unknown) =>
    isRawNumber(value) && !Number.isFinite(Number(value.rawJSON))
  const wanted = `must be at most ${Number.MAX_VALUE} in size`
  return refusalOfValues(document, overflows, 'number_overflow', beside(wanted))
}

function refusalOfPlaces(document: unknown): Refusal | undefined {
  const wanted = `must have at most ${decimalPlacesMax} decimal places`
  return refusalOfValues(document, hasTooManyPlaces, 'number_not_storable', beside(wanted))
}

function beside(wanted: string): (found: Found) => string {
  return ({ value }) => `is ${foundValue(value)}, but ${wanted}`
}

function refusalOfValues(
  document: unknown,
  isRefused: (value: unknown) => boolean,
  code: RefusalCode,
  messageOf: (found: Found) => string,
): Refusal | undefined {
  const faults = findValues(document, isRefused)
    .take(faultsReportedMax)
    .map((found) => ({ pointer: found.pointer, message: messageOf(found) }))
    .toArray()
  if (faults.length === 0) return undefined
  return refuse(code, 'A value cannot be stored', faults, findOrigins(document))
}
