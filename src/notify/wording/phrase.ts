/** Somewhere to go. A text shows where; a page shows `text`, if there is one, and goes there. */
export type Link = { readonly href: string; readonly text?: string }

/** Something said on one line. */
export type Phrase = string | Link

/** A name and what is known under it; a fact without a label speaks for itself. */
export type Fact = { readonly label?: string; readonly value: Phrase }

/** What a phrase says in a text. */
export function phraseText(phrase: Phrase): string {
  return typeof phrase === 'string' ? phrase : phrase.href
}
