import stringWidth from 'string-width'
import { dataLine } from './data-line.ts'

/** A column of a table. */
export type Column = {
  /** One text for each line of the header. */
  readonly titles: readonly string[]
  readonly align: 'left' | 'right'
  /** Columns of the terminal that it takes, with the distance to its neighbours. */
  readonly width: number
}

/** A table; every row has as many cells as there are columns, or fewer. */
export type Table = {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** The last row, set apart. */
  readonly total?: readonly string[]
  /** Rules of the text: one below each title, or across the table around the rows. */
  readonly rules: 'columns' | 'across'
}

/** The first column begins so far in; its width includes it. */
const margin = 2
const rule = '─'

/** The width that texts need, and some more. */
export function widthOf(texts: Iterable<string>, more: number, least = 0): number {
  return Math.max(
    least,
    more + Math.max(0, ...[...texts].map((text) => stringWidth(dataLine(text)))),
  )
}

/** The lines of a table; rules are two columns shorter than what they are below (notifications.md 2.14). */
export function tableLines({ columns, rows, total, rules }: Table): string[] {
  const headerLines = Math.max(0, ...columns.map(({ titles }) => titles.length))
  const header = Array.from({ length: headerLines }, (_, at) =>
    rowLine(
      columns,
      // a title of fewer lines stands at the bottom
      columns.map(({ titles }) => titles[at - headerLines + titles.length] ?? ''),
    ),
  )
  const across = ' '.repeat(margin) + rule.repeat(sum(columns.map(({ width }) => width)) - margin)
  const below =
    rules === 'across'
      ? across
      : rowLine(
          columns,
          columns.map(({ width }) => rule.repeat(width - margin)),
        )
  const end = total === undefined ? [] : [across, rowLine(columns, total)]
  return [...header, below, ...rows.map((row) => rowLine(columns, row)), ...end]
}

function rowLine(columns: readonly Column[], cells: readonly string[]): string {
  return columns
    .map((column, place) => cellText(column, cells[place] ?? '', place === 0))
    .join('')
    .trimEnd()
}

function cellText({ align, width }: Column, cell: string, isFirst: boolean): string {
  const text = `${isFirst ? ' '.repeat(margin) : ''}${dataLine(cell)}`
  const missing = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return align === 'left' ? text + missing : missing + text
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
