import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { tellTroubles, type TellTrouble } from './tell-troubles.ts'
import { TroubleCollector } from './trouble-collector.ts'

const pace = { lookEveryMs: 10, farewellMs: 100 }
const rules = { gatherMs: 0, quietMs: 60_000, forgetMs: 60_000, kindsMax: 10 }

it('tells again what was not told, and everything that is left when the program ends', async () => {
  const collector = new TroubleCollector(() => {}, rules)
  const stopping = new AbortController()
  const told: string[] = []
  const answers = [() => Promise.reject(new Error('away')), async () => false, async () => true]
  const tell: TellTrouble = async ({ id }) => {
    told.push(id)
    return (answers.shift() ?? (async () => true))()
  }
  const log = createLog('silent')
  const telling = tellTroubles({ collector, tell, log }, stopping.signal, pace)
  collector.note({ type: 'ingest.halted', code: 'spool_unusable' })
  await expect.poll(() => told.length, { timeout: 10_000 }).toBe(3)
  expect(new Set(told).size).toBe(1)
  collector.note({ type: 'ingest.refused', code: 'invalid_document' })
  collector.note({ type: 'ingest.halted', code: 'spool_unusable' })
  stopping.abort(new Error('asked to end'))
  await telling
  expect(new Set(told).size).toBe(3)
})

it('does not wait for ever for what does not end when the program does', async () => {
  const collector = new TroubleCollector(() => {}, rules)
  collector.note({ type: 'ingest.halted', code: 'spool_unusable' })
  const stopping = new AbortController()
  const begun = Promise.withResolvers<void>()
  const tell: TellTrouble = () => {
    begun.resolve()
    return new Promise(() => {})
  }
  const telling = tellTroubles({ collector, tell, log: createLog('silent') }, stopping.signal, pace)
  await begun.promise
  stopping.abort(new Error('asked to end'))
  await expect(telling).resolves.toBeUndefined()
})

it('does not tell once more what is on its way when the program ends', async () => {
  const collector = new TroubleCollector(() => {}, rules)
  collector.note({ type: 'ingest.halted', code: 'spool_unusable' })
  const stopping = new AbortController()
  const told: string[] = []
  const tell: TellTrouble = async ({ id }) => {
    told.push(id)
    await setImmediate()
    stopping.abort(new Error('asked to end'))
    await setImmediate()
    return true
  }
  const patient = { ...pace, farewellMs: 60_000 }
  await tellTroubles({ collector, tell, log: createLog('silent') }, stopping.signal, patient)
  expect(told).toHaveLength(1)
})
