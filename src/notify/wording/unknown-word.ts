import { unknownLabel } from '../../domain/unknown.ts'
import { dataLine } from './data-line.ts'

/** What reports say where a value is missing (notifications.md O-31). */
const unknownWord = 'unknown'

/** The text on one line, or the word for what nobody knows; an empty text says nothing either. */
export function orUnknownWord(text: string | null | undefined): string {
  const line = dataLine(text ?? '')
  return line === '' ? unknownWord : line
}

/** What answers of the API call unknown, in the words of mails. */
export function knownWord(label: string): string {
  return label === unknownLabel ? unknownWord : orUnknownWord(label)
}
