import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { DataVersion } from '../../read/versions/data-version.ts'
import type { WarmedOutcome } from './warm-up-metrics.ts'
import { WarmUp } from './warm-up.ts'

const pages = ['/api/build/1', '/api/build/2', '/api/build/3']

/** A warm-up of an application that answers as it is told, and what it has asked for. */
function warmUpOf(answerTo: () => Response, random = 0) {
  const version = new DataVersion()
  const requests = { inFlight: 0 }
  const [targets, outcomes]: [string[], WarmedOutcome[]] = [[], []]
  const warmUp = new WarmUp({
    app: {
      fetch: ({ url }) => {
        targets.push(url.replace('http://localhost', ''))
        return answerTo()
      },
    },
    asked: { askedSince: () => pages },
    version,
    requests,
    metrics: { warmed: (outcome) => void outcomes.push(outcome) },
    random: () => random,
  })
  return { warmUp, version, requests, targets, outcomes }
}

const made = () => Response.json({}, { headers: { 'server-timing': 'made;dur=3' } })

it('lets requests of clients come first', async () => {
  const { warmUp, requests, targets } = warmUpOf(made)
  requests.inFlight = 1
  const pass = warmUp.pass(new AbortController().signal)
  await sleep(100)
  expect(targets).toEqual([])
  requests.inFlight = 0
  await pass
  expect(targets).toEqual(['/api/origins/', ...pages])
})

it('begins anywhere, and leaves nothing out', async () => {
  const { warmUp, targets } = warmUpOf(made, 0.99)
  await warmUp.pass(new AbortController().signal)
  expect(targets).toEqual(['/api/origins/', pages[2], pages[0], pages[1]])
})

it('lets whatever has arrived run between two answers', async () => {
  let [rounds, isOver] = [0, false]
  const countRounds = () => {
    rounds += 1
    if (!isOver) setImmediate(countRounds)
  }
  countRounds()
  const roundOfEach: number[] = []
  const { warmUp } = warmUpOf(() => {
    roundOfEach.push(rounds)
    return made()
  })
  await warmUp.pass(new AbortController().signal)
  isOver = true
  expect(new Set(roundOfEach).size).toBe(1 + pages.length)
})

it('ends when it is told, also while it waits for a moment without requests', async () => {
  const { warmUp, requests, targets } = warmUpOf(made)
  requests.inFlight = 1
  const ending = new AbortController()
  const pass = warmUp.pass(ending.signal)
  ending.abort()
  await pass
  expect(targets).toEqual([])
})

it('makes no more when the service is in trouble', async () => {
  const { warmUp, targets, outcomes } = warmUpOf(() => new Response(null, { status: 503 }))
  await warmUp.pass(new AbortController().signal)
  expect(targets).toEqual(['/api/origins/', pages[0]])
  expect(outcomes).toEqual(['failed', 'failed'])
})

it('runs once for each commit, while it is known which is the newest', async () => {
  const { warmUp, version, targets } = warmUpOf(made)
  const ending = new AbortController()
  const running = warmUp.run(ending.signal)
  await sleep(100)
  expect(targets).toEqual([])
  version.see({ number: 1, dataset: 'd' }, new Date())
  while (targets.length < 4) await sleep(10)
  version.hear(2)
  while (targets.length < 8) await sleep(10)
  ending.abort()
  await running
  expect(targets).toHaveLength(8)
})
