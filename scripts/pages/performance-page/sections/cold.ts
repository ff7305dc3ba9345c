import { enoughAnswers, enoughMs } from '../../../bench/http/measure-cold.ts'
import { growthOf } from '../growth.ts'
import { markdownTable } from '../markdown-table.ts'
import { countText, msText, ratioText, sizeText } from '../number-texts.ts'
import type { Runs } from '../runs.ts'

/** Growth that is aimed at: of the largest database to the smallest. */
const mostGrowth = 1.5

/** What answers take that have to be made, and how that grows. */
export function coldPages({ sizes }: Runs): string {
  const [first] = sizes
  const last = sizes.at(-1) ?? first
  const names = new Set(sizes.flatMap(({ series }) => series.map(({ name }) => name)))
  const growths: number[] = []
  const rows = [...names].map((name) => {
    const each = sizes.map(({ series }) => series.find((one) => one.name === name))
    const [small, large] = [each[0], each.at(-1)]
    const growth =
      sizes.length > 1 && small !== undefined && large !== undefined ? growthOf(small, large) : null
    if (growth !== null) growths.push(growth)
    return [
      name,
      ...each.map((one) =>
        one === undefined
          ? ''
          : `${msText(one.cold.one.times.p50)} / ${msText(one.cold.one.times.p95)}`,
      ),
      large === undefined ? '' : countText(large.cold.many.perSecond),
      growth === null ? '' : ratioText(growth),
    ]
  })
  const kept = growths.filter((growth) => growth <= mostGrowth).length
  return `## Cold

Milliseconds, p50 / p95, one connection; with sixteen, answers a second at ${sizeText(last.tests)} tests. Growth: how many times as long answers of the same size take at
${sizeText(last.tests)} as at ${sizeText(first.tests)} tests (aim: at most ${mostGrowth}; ${kept} of ${growths.length} met). Requests of which there are few are asked again, in other words, until
there are ${enoughAnswers} answers or ${msText(enoughMs / 1000)} s have gone: of twelve answers the p95 is the slowest.

${markdownTable(['asked for', ...sizes.map(({ tests }) => sizeText(tests)), '16: a second', 'growth'], rows)}
`
}

/** Whole lists beside SQL. */
export function wholeLists({ sizes }: Runs): string {
  const names = new Set(
    sizes.flatMap(({ series }) =>
      series.filter(({ list }) => list !== null).map(({ name }) => name),
    ),
  )
  const rows = [...names].map((name) => [
    name,
    ...sizes.map(({ series }) => {
      const one = series.find((each) => each.name === name)
      if (one?.list === undefined || one.list === null) return ''
      return `${one.list.items}: ${ratioText(one.list.ratio)}, ${msText(one.cold.firstByteP95)} ms`
    }),
  ])
  return `## Whole lists

Most items of an answer: time to its last byte as a ratio to SQL, and until its first byte (p95). A list of a few items is a page, whatever SQL takes.

${markdownTable(['list', ...sizes.map(({ tests }) => sizeText(tests))], rows)}
`
}
