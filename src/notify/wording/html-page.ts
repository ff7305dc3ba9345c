import { styleOfPage } from './html-style.ts'
import type { Block } from './blocks.ts'
import { type Fact, type Phrase, phraseText } from './phrase.ts'
import { counted, type Counters } from './counters.ts'
import { withCommas } from './number-text.ts'
import { dataLine } from './data-line.ts'
import { symbolRow, type OutlineEntry } from './outline.ts'
import { symbols } from './status-symbol.ts'
import type { Column, Table } from './table.ts'

/**
 * Blocks as a page for mail clients: everything escaped, and nothing in it is loaded from anywhere.
 *
 * @param below what stands at its foot, quietly
 */
export function htmlPage(
  title: string,
  blocks: readonly Block[],
  below: readonly Block[] = [],
): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    // else a telephone shows a page for a desk, made small
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(dataLine(title))}</title>`,
    `<style>${styleOfPage}</style>`,
    '</head>',
    '<body>',
    ...blocks.map(htmlOf),
    ...(below.length === 0 ? [] : ['<div class="below">', ...below.map(htmlOf), '</div>']),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(dataLine(block.text))}</h2>`
    case 'paragraph':
      return `<p>${withLinks(dataLine(block.text))}</p>`
    case 'lines':
      return `<p class="lines">${block.lines.map(withLinks).join('<br>\n')}</p>`
    case 'excerpt':
      return `<pre>${escaped(block.text)}</pre>`
    case 'facts':
      return `<table class="facts">\n${block.facts.map(factRow).join('\n')}\n</table>`
    case 'counters':
      return countersTable(block.counters)
    case 'table':
      return dataTable(block.table)
    case 'outline':
      return outlineList(block.outline.entries, '<ul class="outline">')
  }
}

function factRow({ label, value }: Fact): string {
  return `<tr><th>${escaped(label ?? '')}</th><td>${phrase(value)}</td></tr>`
}

function countersTable(counters: Counters): string {
  const rows = counted.map(({ what, label }) => {
    const { PASS, FAIL, INCONCLUSIVE } = counters[what]
    const cell = (count: number, symbol: string) =>
      `<td${count === 0 ? ' class="none"' : ''}>${withCommas(count)} ${symbol}</td>`
    return `<tr><th>${label}</th>${cell(PASS, symbols.pass)}${cell(FAIL, symbols.fail)}${cell(INCONCLUSIVE, symbols.inconclusive)}</tr>`
  })
  return `<table class="counters">\n${rows.join('\n')}\n</table>`
}

function dataTable({ columns, rows, total }: Table): string {
  const header = columns.map((column) => cellOf('th', column, column.titles.join(' ')))
  const row = (cells: readonly string[]) =>
    `<tr>${columns.map((column, place) => cellOf('td', column, cells[place] ?? '')).join('')}</tr>`
  return [
    '<div class="wide">',
    '<table class="data">',
    `<thead><tr>${header.join('')}</tr></thead>`,
    `<tbody>${rows.map(row).join('\n')}</tbody>`,
    ...(total === undefined ? [] : [`<tfoot>${row(total)}</tfoot>`]),
    '</table>',
    '</div>',
  ].join('\n')
}

function cellOf(name: 'th' | 'td', { align }: Column, text: string): string {
  return `<${name} class="${align}">${escaped(dataLine(text))}</${name}>`
}

function outlineList(entries: readonly OutlineEntry[], opened = '<ul>'): string {
  const items = entries.map(({ title, history, facts = [], entries: inner = [] }) =>
    [
      `<li>${phrase(title)}`,
      ...(history === undefined
        ? []
        : [`<div class="history">${escaped(symbolRow(history))}</div>`]),
      ...facts.map(
        ({ label, value }) =>
          `<div class="fact">${label === undefined ? '' : `${escaped(label)}: `}${phrase(value)}</div>`,
      ),
      ...(inner.length === 0 ? [] : [outlineList(inner)]),
      '</li>',
    ].join('\n'),
  )
  return `${opened}\n${items.join('\n')}\n</ul>`
}

function phrase(said: Phrase): string {
  if (typeof said === 'string') return withLinks(dataLine(said))
  const text = dataLine(said.text ?? said.href)
  const href = phraseText(said)
  // an address may come from a submitter: nothing but a page of the web is gone to
  return /^https?:\/\//.test(href) ? anchor(href, text) : escaped(text)
}

/** Addresses of pages in a text become links. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, place) => (place % 2 === 0 ? escaped(part) : anchor(part, part)))
    .join('')
}

function anchor(href: string, text: string): string {
  return `<a href="${escaped(href)}">${escaped(text)}</a>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
