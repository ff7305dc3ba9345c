import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { letOthersRun } from './let-others-run.ts'

it('lets one at a time do a part of its work, with a round of the event loop between two', async () => {
  let round = 0
  const parts: { name: string; round: number }[] = []
  const work = async (name: string) => {
    for (let part = 0; part < 3; part += 1) {
      await letOthersRun()
      parts.push({ name, round })
    }
  }
  const done = new AbortController()
  const working = Promise.all(['a', 'b', 'c'].map(work)).finally(() => done.abort())
  for (; !done.signal.aborted; round += 1) await nextRound()
  await working
  expect(parts.map(({ name }) => name).join('')).toBe('abcabcabc')
  expect(new Set(parts.map((part) => part.round)).size).toBe(parts.length)
})
