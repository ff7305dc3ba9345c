import type { LabCounts } from '../../../domain/metrics/labs.ts'
import { compareByCodePoint, sortedTexts } from '../../../domain/code-point-order.ts'
import type { Metrics } from '../../../read/metrics/read-metrics.ts'
import type { Block } from '../../wording/blocks.ts'
import { withCommas } from '../../wording/number-text.ts'
import { type Column, type Table, widthOf } from '../../wording/table.ts'
import { changeText } from './change.ts'

type Labs = Readonly<Record<string, LabCounts>>

/** What came from which lab (notifications.md 2.14, item 4). */
export function labActivity({ lab_maps: now, prev_lab_maps: before }: Metrics): Block[] {
  const labs = Object.keys(now).length
  const heading: Block = { kind: 'heading', text: 'Activity of test labs' }
  const sentence = labSentence(labs, Object.keys(before).length)
  if (labs === 0) return [heading, { kind: 'paragraph', text: sentence }]
  const sentences = [
    sentence,
    'An asterisk marks a lab that sent nothing last week.',
    'A build counts in each lab that tested it, so the total counts some builds twice.',
  ]
  return [
    heading,
    { kind: 'paragraph', text: sentences.join(' ') },
    { kind: 'table', table: labTable(now, before) },
  ]
}

function labSentence(now: number, before: number): string {
  const difference = Math.abs(now - before)
  const change =
    now === before
      ? 'as many as last week'
      : `${withCommas(difference)} ${now > before ? 'more' : 'fewer'} than last week`
  return `${withCommas(now)} ${now === 1 ? 'lab' : 'labs'} sent results, ${change}.`
}

const newMark = ' *'
const titles = ['Lab', 'Covered builds', 'Boots', 'Tests', 'Change (tests)'] as const

function labTable(now: Labs, before: Labs): Table {
  const names = sortedTexts(Object.keys(now))
  const extinct = Object.keys(before)
    .filter((name) => !Object.hasOwn(now, name))
    .sort(compareWhateverCase)
  const rows = [
    ...names.map((name) => {
      const isNew = !Object.hasOwn(before, name)
      return labRow(isNew ? `${name}${newMark}` : name, countsOf(now, name), countsOf(before, name))
    }),
    ...extinct.map((name) => labRow(name, nothing, countsOf(before, name))),
  ]
  const total = labRow('Total', sumOf(now), sumOf(before))
  return {
    columns: columnsFor([...names, ...extinct], [...rows, total]),
    rows,
    total,
    rules: 'across',
  }
}

const nothing: LabCounts = { builds: 0, boots: 0, tests: 0 }

/** Names come from submitters: `constructor` is one like any other. */
function countsOf(labs: Labs, name: string): LabCounts {
  return Object.hasOwn(labs, name) ? (labs[name] ?? nothing) : nothing
}

function labRow(name: string, now: LabCounts, before: LabCounts): string[] {
  const { builds, boots, tests } = now
  return [name, ...[builds, boots, tests].map(withCommas), changeText(tests, before.tests)]
}

/** The first one has room for the margin, the mark of new labs and a blank. */
function columnsFor(names: readonly string[], rows: readonly (readonly string[])[]): Column[] {
  return titles.map((title, place) => ({
    titles: [title],
    align: place === 0 ? 'left' : 'right',
    width:
      place === 0
        ? widthOf([title, ...names], 3 + newMark.length)
        : widthOf([title, ...rows.map((row) => row[place] ?? '')], 3),
  }))
}

function sumOf(labs: Labs): LabCounts {
  const all = Object.values(labs)
  const sum = (count: (counts: LabCounts) => number) =>
    all.reduce((total, counts) => total + count(counts), 0)
  return {
    builds: sum(({ builds }) => builds),
    boots: sum(({ boots }) => boots),
    tests: sum(({ tests }) => tests),
  }
}

function compareWhateverCase(one: string, other: string): number {
  return (
    compareByCodePoint(one.toLowerCase(), other.toLowerCase()) || compareByCodePoint(one, other)
  )
}
