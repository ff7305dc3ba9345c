import fc from 'fast-check'
import { reportKinds } from '../../config/tellable.ts'
import type { Event } from '../../notify/events/event.ts'
import { anyCharacter } from './any-character.ts'

/** What a hostile submitter would write where people read. */
const hostile = [
  '@everyone',
  '@here',
  '<@123456789>',
  '<@&42>',
  '<#7>',
  '</stop:1>',
  '<a:party:1>',
  '[click](https://evil.example)',
  '```',
  '\n# heading',
  '||spoiler||',
  'somebody@example.org',
  '\uD83D',
  '\uDE00',
  'e\u0301\u0301',
  '👩‍👩‍👧‍👦',
  'https://d.kernelci.org/issue/maestro:1',
  '\\',
]

/** Texts of all lengths, with what is meant to break out of them. */
export const anyTold = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: anyCharacter, maxLength: 12, size: 'max' }),
    ),
    {
      maxLength: 30,
      size: 'max',
    },
  )
  .map((parts) => parts.join(''))

const instant = fc.constantFrom('2026-11-29T10:00:00.000Z', '2026-11-29T10:09:59.999Z')
const count = fc.integer({ min: 1, max: 2 ** 40 })
const repeated = { count, since: instant, until: instant, host: anyTold, process: count }
const mail = { report: count, kind: fc.constantFrom(...reportKinds), subject: anyTold }

/** Every type of event, of any content. */
export const anyEvent: fc.Arbitrary<Event> = fc.tuple(fc.uuid(), instant).chain(([id, at]) => {
  const of = <Type extends Event['type']>(
    type: Type,
    data: Record<string, fc.Arbitrary<unknown>>,
  ) => fc.record(data).map((made) => ({ id, at, type, data: made }) as unknown as Event)
  return fc.oneof(
    of('report.told', {
      ...mail,
      regression: fc.boolean(),
      items: fc.array(anyTold, { maxLength: 3 }),
      text: anyTold,
    }),
    of('mail.held', { ...mail, why: anyTold }),
    of('mail.given_up', { ...mail, problem: anyTold }),
    of('job.failed', {
      job: anyTold,
      run: count,
      slot: fc.option(instant),
      host: anyTold,
      problem: anyTold,
    }),
    of('job.late', {
      job: anyTold,
      run: count,
      slot: instant,
      missed: count,
      made_up: fc.boolean(),
    }),
    of('ingest.refused', { ...repeated, code: anyTold }),
    of('ingest.halted', { ...repeated, code: anyTold }),
    of('server.error', {
      ...repeated,
      status: fc.integer({ min: 500, max: 599 }),
      code: anyTold,
      method: anyTold,
      route: anyTold,
      request_id: anyTold,
    }),
  )
})
