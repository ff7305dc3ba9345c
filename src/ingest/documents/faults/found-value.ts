import { isRawNumber } from '../../../platform/json/exact-json.ts'
import { harmlessText } from '../../../platform/text/harmless-text.ts'
import { isJsonObject, type JsonObject } from '../../../platform/json/json-object.ts'

/** UTF-16 units of a text that are shown in full. */
const shownMax = 80

/** What is shown of a longer text: its beginning, and its end or the surroundings of what is wrong. */
const beginningShown = 50
const endShown = 25

/** An object of more members, or one that takes more characters to show, is only counted. */
const membersShownMax = 4
const objectLengthMax = 200

/**
 * A value of a document as a fault shows it: in one line of a few hundred characters at most, harmless
 * in a log and in a terminal, and never mistaken for another (null, the text "null", a number, a text
 * with U+0000).
 */
export function foundValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : arrayOf(value.length)
  if (isJsonObject(value)) return foundObject(value)
  return isRawNumber(value) ? shortNumber(value.rawJSON) : String(value)
}

/** The number of characters (code points) of a text without halves of surrogate pairs. */
export function charactersOf(text: string): number {
  let secondHalves = 0
  for (let at = 0; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) secondHalves++
  }
  return text.length - secondHalves
}

function quoted(text: string): string {
  if (text.length <= shownMax) return quote(text)
  const beginning = text.slice(0, beginningShown).toWellFormed()
  return `${quote(`${beginning}…${tellingPart(text)}`)} (${charactersOf(text)} characters)`
}

/** A text that is too long to be shown is most often wrong by U+0000 in it or by how it ends. */
function tellingPart(text: string): string {
  const nul = text.indexOf('\0', beginningShown)
  if (nul === -1) return text.slice(-endShown).toWellFormed()
  const start = Math.max(beginningShown, nul - endShown + 1)
  const end = nul + endShown
  return `${text.slice(start, end).toWellFormed()}${end < text.length ? '…' : ''}`
}

function quote(text: string): string {
  return harmlessText(JSON.stringify(text))
}

function foundObject(object: JsonObject): string {
  const members = Object.entries(object)
  if (members.length === 0) return 'an empty object'
  if (members.length <= membersShownMax && members.every(([, value]) => isPlain(value))) {
    const shown = members.map(([name, value]) => `${quoted(name)}: ${foundValue(value)}`).join(', ')
    if (shown.length <= objectLengthMax) return `{${shown}}`
  }
  return `an object with ${count(members.length, 'property', 'properties')}`
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null || isRawNumber(value)
}

function arrayOf(length: number): string {
  return `an array of ${count(length, 'value', 'values')}`
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`
}

function shortNumber(digits: string): string {
  if (digits.length <= shownMax) return digits
  return `${digits.slice(0, beginningShown)}…${digits.slice(-endShown)}`
}
