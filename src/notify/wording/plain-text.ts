import stringWidth from 'string-width'
import type { Block } from './blocks.ts'
import type { Fact } from './phrase.ts'
import { counterLines } from './counters.ts'
import { dataLine } from './data-line.ts'
import { factLines, outlineLines } from './outline.ts'
import { tableLines } from './table.ts'
import { wrapped } from './wrapped.ts'

/** Blocks as the text of a mail: an empty line between them, every line ends in LF. */
export function plainText(blocks: readonly Block[]): string {
  return blocks
    .map(linesOf)
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function linesOf(block: Block): readonly string[] {
  if (block.kind === 'lines') return block.lines
  if (block.kind === 'excerpt') return excerptLines(block)
  return wordedLines(block).map(asNoCommand)
}

function excerptLines({ text, rule }: Extract<Block, { kind: 'excerpt' }>): string[] {
  const lines = text.replace(/\n$/, '').split('\n')
  return rule === undefined ? lines : [rule, ...lines, rule]
}

/** What we word, with data in it. */
function wordedLines(block: Exclude<Block, { kind: 'lines' | 'excerpt' }>): string[] {
  switch (block.kind) {
    case 'heading':
      return underlined(dataLine(block.text))
    case 'paragraph':
      return wrapped(dataLine(block.text))
    case 'facts':
      return alignedFacts(block.facts)
    case 'counters':
      return counterLines(block.counters)
    case 'table':
      return tableLines(block.table)
    case 'outline':
      return outlineLines(block.outline)
  }
}

function underlined(text: string): string[] {
  const lines = wrapped(text)
  return [...lines, '='.repeat(Math.max(...lines.map((line) => stringWidth(line))))]
}

/** Values one below the other. */
function alignedFacts(facts: readonly Fact[]): string[] {
  const labels = facts.map(({ label }) => (label === undefined ? 0 : label.length + 2))
  const width = Math.max(0, ...labels)
  return facts.flatMap((fact) => factLines(fact, '  ', width))
}

/** Data must not command the robots that read mailing lists (decisions.md 2), some of which take blanks away. */
function asNoCommand(line: string): string {
  return line.replace(/^(\s*)#/, '$1> #')
}
