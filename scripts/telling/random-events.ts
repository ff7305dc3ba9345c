import fc from 'fast-check'
import { Random } from '../../src/example-data/random.ts'
import type { Event } from '../../src/notify/events/event.ts'
import { hideInData } from '../../src/notify/events/hide-secrets.ts'
import type { Trouble } from '../../src/notify/troubles/trouble.ts'
import { anyEvent, anyTold } from '../../src/testing/arbitrary/any-event.ts'
import { plantedPerson, plantedSecrets, plantedTokens } from './planted-secrets.ts'

/** What strangers and servers write into what we tell, if they can. */
const strange = [
  ...Object.values(plantedSecrets),
  plantedPerson,
  `https://discord.com/api/webhooks/1234567890/${plantedTokens.discord}`,
  `Authorization: Bearer ${plantedTokens.webhook}`,
  '@everyone',
  '<@&1234567890>',
]

/** Random errors of a process, all different. */
export function randomTroubles(count: number, seed: number): Trouble[] {
  const random = new Random(seed, 'troubles')
  const texts = fc.sample(anyTold, { numRuns: count, seed })
  return texts.map((text, number) => {
    const code = `${number} ${withStrange(text, random)}`
    if (number % 3 === 0) return { type: 'ingest.refused', code }
    const route = withStrange(text, random)
    const [status, method, requestId] = [random.integer(500, 599), 'GET', String(number)] as const
    return { type: 'server.error', status, code, method, route, requestId }
  })
}

/** Random events of the other types, each with an id of its own. */
export function randomEvents(count: number, seed: number): Event[] {
  const random = new Random(seed, 'events')
  const events: Event[] = []
  for (let part = 0; events.length < count; part += 1) {
    const made = fc.sample(anyEvent, { numRuns: count, seed: seed + part })
    events.push(...made.filter(({ type }) => /^(?:report|mail|job)\./.test(type)))
  }
  return events.slice(0, count).map((event, number) => {
    const data = hideInData(event.data, (text) => withStrange(text, random))
    // whether a report is posted hangs on its kind
    const kind = 'kind' in event.data ? { kind: event.data.kind } : {}
    return { ...event, id: `event_${number}`, data: { ...data, ...kind } } as Event
  })
}

function withStrange(text: string, random: Random): string {
  if (random.integer(0, 2) > 0) return text
  const at = random.integer(0, text.length)
  const one = strange[random.integer(0, strange.length - 1)] ?? ''
  return `${text.slice(0, at)} ${one} ${text.slice(at)}`
}
