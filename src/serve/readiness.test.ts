import { pino } from 'pino'
import { expect, it } from 'vitest'
import { emptyDatabase } from '../testing/http/app-without-database.ts'
import { lookAtReplicas, readinessCheck } from './readiness.ts'

it('tells the log when the database goes away, not at every probe', async () => {
  const lines: string[] = []
  const ready = readinessCheck(
    {
      database: { db: emptyDatabase(new Error('connect ECONNREFUSED')) },
      replicas: [],
      log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    },
    () => false,
  )
  for (let probes = 0; probes < 3; probes++) {
    expect(await ready()).toEqual({
      checks: [{ name: 'database', ok: false, message: 'the database does not answer' }],
    })
  }
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'not ready', check: 'database', reason: 'connect ECONNREFUSED' },
  ])
})

it.each([
  [['fit', 'fit'], undefined],
  [['fit', 'behind'], '1 of 2 answer and are in step'],
  [['away', 'behind'], '0 of 2 answer and are in step'],
] as const)('says how replicas do, without which it is ready as well: %j', (states, message) => {
  const replicas = states.map((state) => ({ state }))
  expect(lookAtReplicas(replicas)).toEqual([
    { name: 'replicas', ok: true, ...(message === undefined ? {} : { message }) },
  ])
  expect(lookAtReplicas([])).toEqual([])
})
