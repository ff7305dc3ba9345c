import { Asker } from './asker.ts'
import { firstRows, type Pair, randomPair } from './questions.ts'
import type { OtherKind, World } from './world.ts'

/** Of so many connections some lead to each worker. */
const connections = 4

/** What was seen. Delays in milliseconds, from the commit to the question whose answer showed it. */
export type Seen = {
  writer: { asked: number; stale: number }
  delays: Map<OtherKind, number[]>
  wentBack: number
  failed: number
}

/** Stores and asks so many times; each time the answer was kept everywhere before. */
export async function runPairs({ writer, others }: World, pairs: number): Promise<Seen> {
  await writer.write(firstRows())
  const own = new Asker(writer.base)
  const kinds = [...others.keys()]
  const askers = new Map(
    [...others].map(([kind, base]) => [
      kind,
      Array.from({ length: connections }, () => new Asker(base)),
    ]),
  )
  const delays = new Map<OtherKind, number[]>(kinds.map((kind) => [kind, []]))
  let stale = 0
  for (let number = 0; number < pairs; number += 1) {
    const pair = randomPair(number)
    const about = questionOf(pair)
    // who is told nothing lets the script wait: one pair in ten
    const told = kinds.filter((kind) => kind !== 'nobody tells')
    const kind = number % 10 === 9 && kinds.includes('nobody tells') ? 'nobody tells' : anyOf(told)
    const other = anyOf(askers.get(kind) ?? [])
    // both have the answer ready
    const before = await own.shown(pair, about)
    await other.until(pair, about, before - 1, performance.now())
    await writer.write(pair.rows)
    const committedAt = performance.now()
    const [next, delay] = await Promise.all([
      own.shown(pair, about),
      other.until(pair, about, before, committedAt),
    ])
    if (next <= before) stale += 1
    delays.get(kind)?.push(delay)
  }
  const all = [own, ...[...askers.values()].flat()]
  const total = (count: (asker: Asker) => number) =>
    all.reduce((sum, asker) => sum + count(asker), 0)
  const seen = {
    wentBack: total(({ wentBack }) => wentBack),
    failed: total(({ failed }) => failed),
  }
  for (const asker of all) asker.close()
  return { writer: { asked: pairs, stale }, delays, ...seen }
}

/** The listing is one question, and shows something else of each tree. */
function questionOf({ path, rows }: Pair): string {
  return `${path} ${rows.tests?.[0]?.['build_id']}`.replace(/-\d+$/u, '')
}

function anyOf<One>(all: readonly One[]): One {
  const one = all[Math.floor(Math.random() * all.length)]
  if (one === undefined) throw new Error('there is none')
  return one
}
