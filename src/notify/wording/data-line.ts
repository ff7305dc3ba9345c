import { stripVTControlCharacters } from 'node:util'
import { harmlessText } from '../../platform/text/harmless-text.ts'

/**
 * What a submitter wrote as one line: every run of blanks and line ends is one blank (notifications.md
 * O-10), colours of a terminal are gone, and what else nobody would see is spelt out.
 */
export function dataLine(text: string): string {
  return harmlessText(stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').trim())
}

/** The text cut after so many characters, with dots that say so; whole characters, as readers count them. */
export function shortened(text: string, most: number): string {
  // no text of fewer code units has more characters, and splitting takes time
  if (text.length <= most) return text
  const characters = Array.from(segmenter.segment(text), ({ segment }) => segment)
  if (characters.length <= most) return text
  return `${characters.slice(0, most - dots.length).join('')}${dots}`
}

const dots = '...'
const segmenter = new Intl.Segmenter('en')
