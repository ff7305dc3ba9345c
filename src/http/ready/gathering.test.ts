import { expect, it } from 'vitest'
import { unpack } from './coding.ts'
import { type GatheredBody, Gatherings } from './gathering.ts'

const piece = (length: number) => Buffer.alloc(length, 'x')

async function plain(body: GatheredBody | null): Promise<string | null> {
  return body && (await unpack(body.packed, 'zstd')).toString()
}

it('has the body when the last piece was sent', async () => {
  const one = new Gatherings(10, 1).begin()
  void one.add(Buffer.from('ab'))
  void one.add(Buffer.from('c'))
  one.end()
  one.giveUp()
  const body = await one.body
  expect(await plain(body)).toBe('abc')
  expect(body?.length).toBe(3)
})

it('has none that was given up, or is too long, or never began', async () => {
  const gatherings = new Gatherings(10, 100)
  const [left, long, empty] = [gatherings.begin(), gatherings.begin(), gatherings.begin()]
  void left.add(piece(1))
  left.giveUp()
  for (const length of [6, 6, 6]) void long.add(piece(length))
  long.end()
  empty.end()
  expect([await left.body, await long.body, await empty.body]).toEqual([null, null, null])
})

it('gathers no more at a time than may be, and as many again afterwards', async () => {
  const gatherings = new Gatherings(10, 2)
  const bodies: (GatheredBody | null)[] = []
  for (const end of ['end', 'giveUp', 'end'] as const) {
    const [first, second, third] = [gatherings.begin(), gatherings.begin(), gatherings.begin()]
    for (const one of [first, second, third]) void one.add(piece(3))
    for (const one of [first, second, third]) one[end]()
    bodies.push(await first.body, await second.body, await third.body)
  }
  expect(bodies.map((body) => body?.length)).toEqual([3, 3, undefined, ...none, 3, 3, undefined])
})

const none = [undefined, undefined, undefined]

it('takes no place for a body that is sent as a whole', async () => {
  const gatherings = new Gatherings(10, 1)
  gatherings.begin()
  const streamed = gatherings.begin()
  void streamed.add(piece(1))
  streamed.end()
  expect((await streamed.body)?.length).toBe(1)
})

it('says when a piece is packed, also when it is not wanted any more', async () => {
  const gathering = new Gatherings(1e6, 1).begin()
  await gathering.add(piece(1000))
  const last = gathering.add(piece(100_000))
  gathering.giveUp()
  await last
  await gathering.add(piece(1))
  expect(await gathering.body).toBeNull()
})
