import { type Fact, type Phrase, phraseText } from './phrase.ts'
import { dataLine } from './data-line.ts'
import { wrapped } from './wrapped.ts'

/** Things within things: each level is indented further. */
export type Outline = {
  /** Columns that each level is indented further. */
  readonly indent: number
  /** What stands before titles in a text, from the first level on; nothing where there is none. */
  readonly marks?: readonly string[]
  readonly entries: readonly OutlineEntry[]
}

export type OutlineEntry = {
  readonly title: Phrase
  /** How runs ended, the oldest first, as symbols. */
  readonly history?: readonly string[]
  /** What is known of it, a line each. */
  readonly facts?: readonly Fact[]
  readonly entries?: readonly OutlineEntry[]
}

/** Columns that facts are indented further than their title. */
const factIndent = 2

/**
 * An outline as lines of text; a long title goes on below itself. What holds further things stands apart from
 * its neighbours on the first level.
 */
export function outlineLines({ indent, marks = [], entries }: Outline): string[] {
  const linesOf = (entry: OutlineEntry, level: number): string[] => {
    const margin = ' '.repeat(indent * level)
    const mark = marks[level] ?? ''
    const below = `${margin}${' '.repeat(factIndent)}`
    return [
      ...wrapped(
        dataLine(phraseText(entry.title)),
        `${margin}${' '.repeat(mark.length)}`,
        `${margin}${mark}`,
      ),
      ...(entry.history === undefined ? [] : [`${below}${symbolRow(entry.history)}`]),
      ...(entry.facts ?? []).flatMap((fact) => factLines(fact, below)),
      ...(entry.entries ?? []).flatMap((inner) => linesOf(inner, level + 1)),
    ]
  }
  return entries.flatMap((entry, place) => {
    const isApart = place > 0 && (entry.entries ?? []).length > 0
    return [...(isApart ? [''] : []), ...linesOf(entry, 0)]
  })
}

/** Symbols in one line, two blanks apart because some of them are wider than the columns they count (notifications.md 1.12). */
export function symbolRow(history: readonly string[]): string {
  return history.map((symbol) => `> ${symbol}`).join('  ')
}

/** A fact as lines of text; a long value goes on two columns further in. */
export function factLines({ label, value }: Fact, margin: string, labelWidth = 0): string[] {
  const name = label === undefined ? '' : `${label}: `.padEnd(labelWidth)
  return wrapped(dataLine(phraseText(value)), `${margin}  `, `${margin}${name}`)
}
