import type { ServerResponse } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { SendTogether } from './send-together.ts'

/** What happens to an answer, in the order in which it does. */
function watched(events: string[]) {
  const together = new SendTogether()
  const add = (name: string, body: string | null = name) => {
    const outgoing = { end: (sent?: string) => events.push(`sent ${sent}`) }
    const note = () => events.push(`noted ${name}`)
    together.add({ outgoing: outgoing as unknown as ServerResponse, body, note })
  }
  return { together, add }
}

it('sends once all that came together were read, and notes them afterwards', async () => {
  const events: string[] = []
  const { add } = watched(events)
  add('one')
  add('two', null)
  expect(events).toEqual([])
  await turn()
  expect(events).toEqual(['sent one', 'sent undefined', 'noted one', 'noted two'])
})

it('sends at once when it is told to, and goes on', async () => {
  const events: string[] = []
  const { together, add } = watched(events)
  add('one')
  together.sendAll()
  expect(events).toEqual(['sent one', 'noted one'])
  add('two')
  await turn()
  expect(events.slice(2)).toEqual(['sent two', 'noted two'])
})

it('lets only so many wait', () => {
  const events: string[] = []
  const { add } = watched(events)
  for (let number = 0; number < 65; number += 1) add(String(number))
  expect(events.filter((event) => event.startsWith('sent'))).toHaveLength(64)
})
