import { Bench } from 'tinybench'
import type { Comparison } from './comparison.ts'

/** What a piece of work takes, in microseconds (median), and how many times the least. */
export type Compared = {
  subject: string
  name: string
  ours: number
  leastName: string
  least: number
  ratio: number
}

/** Measures both for `ms` milliseconds each, one after the other, after a tenth of that to get warm. */
export async function compare(
  subject: string,
  { name, ours, leastName, least }: Comparison,
  ms: number,
): Promise<Compared> {
  const bench = new Bench({ time: ms, warmupTime: ms / 10, iterations: 3, throws: true })
  bench.add('least', async () => void (await least()))
  bench.add('ours', async () => void (await ours()))
  await bench.run()
  const taken = Object.fromEntries(
    bench.tasks.map((task) => [
      task.name,
      'latency' in task.result ? task.result.latency.p50 : NaN,
    ]),
  )
  const [leastMs = Number.NaN, oursMs = Number.NaN] = [taken['least'], taken['ours']]
  return {
    subject,
    name,
    ours: oursMs * 1000,
    leastName,
    least: leastMs * 1000,
    ratio: oursMs / leastMs,
  }
}
