import type { Fact } from './phrase.ts'
import type { Counters } from './counters.ts'
import type { Outline } from './outline.ts'
import type { Table } from './table.ts'

/**
 * A piece of a report. A report is composed once of such pieces, and written as text (`plainText`) and as a
 * page (`htmlPage`), so that both say the same.
 *
 * Texts of paragraphs, headings, facts, outlines and tables may hold data: they are brought on one line, and
 * no line begins with `#`, where robots of mailing lists read commands (decisions.md 2). `lines` and `excerpt`
 * are shown as they are.
 */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'counters'; readonly counters: Counters }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'outline'; readonly outline: Outline }
  /** For robots: letter for letter, each in column one. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /**
   * Of a log, or of somebody's words; whoever brings it has seen to its beginnings of lines. `rule` is the line
   * above and below it in a text; a page frames it.
   */
  | { readonly kind: 'excerpt'; readonly text: string; readonly rule?: string }
