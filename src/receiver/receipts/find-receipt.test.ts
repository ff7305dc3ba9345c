import { rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSpool } from '../../ingest/spool/spool.ts'
import { refuseFile } from '../../ingest/spool/moving/archive-or-refuse.ts'
import { scanned } from '../../ingest/testing/scanned.ts'
import { startTestReceiver, type TestReceiver, tokenFor } from '../testing/running-receiver.ts'
import { smallDocument } from '../../ingest/testing/small-documents.ts'

let receiver: TestReceiver
let headers: Record<string, string>

beforeAll(async () => {
  receiver = await startTestReceiver()
  headers = { Authorization: `Bearer ${await tokenFor({ origin: 'maestro' })}` }
})
afterAll(() => receiver[Symbol.asyncDispose]())

async function ask(query: string): Promise<[number, unknown]> {
  const answer = await fetch(`${receiver.url}/status${query}`, { headers })
  return [answer.status, await answer.json()]
}

async function submitted(): Promise<string> {
  const answer = await receiver.submit(smallDocument('a'))
  return ((await answer.json()) as { id: string }).id
}

it('follows a submission until it is merged', async () => {
  const id = await submitted()
  expect(await ask(`?id=${id}`)).toEqual([
    200,
    { id, status: 'ready', message: 'File waiting for processing', outcome: 'waiting' },
  ])
  const before = new Date(Date.now() - 1_000)
  const name = `submission-${id}.json`
  const waiting = join(receiver.spool.folder, name)
  await utimes(waiting, 1_000, 1_000)
  await rename(waiting, join(receiver.spool.folder, 'archive', name))
  const [status, receipt] = await ask(`?id=${id}`)
  expect([status, receipt]).toEqual([
    200,
    {
      id,
      status: 'processed',
      message: 'File archived',
      outcome: 'merged',
      visibleSince: expect.any(String),
    },
  ])
  const { visibleSince } = receipt as { visibleSince: string }
  expect(new Date(visibleSince).getTime()).toBeGreaterThan(before.getTime())
})

it('tells nobody without a token', async () => {
  const answer = await fetch(`${receiver.url}/status?id=${await submitted()}`)
  expect(answer.status).toBe(401)
})

it('says why and where a submission was rejected', async () => {
  const id = await submitted()
  const spool = await openSpool(receiver.spool.folder)
  const { files } = await scanned(spool)
  const file = files.find(({ name }) => name.includes(id))
  if (file === undefined) throw new Error('it does not wait')
  const reason = {
    code: 'not_storable' as const,
    message: 'PostgreSQL refuses it',
    faults: [{ pointer: '/tests/0/id', message: 'is wrong' }],
    origins: ['o'],
  }
  const refusedAt = '2026-11-29T02:00:00.000Z'
  await refuseFile(spool, file, { ...reason, file: file.name, refusedAt })
  expect(await ask(`?id=${id}`)).toEqual([
    200,
    {
      id,
      status: 'failed',
      message: 'File failed to pass validation',
      outcome: 'rejected',
      reason: { ...reason, refusedAt },
    },
  ])
})

it('says that a submission was rejected when nobody can read why', async () => {
  const failed = join(receiver.spool.folder, 'failed')
  await writeFile(join(failed, 'submission-a.json'), '{}')
  await writeFile(join(failed, 'submission-a.json.reason.json'), '{"code":')
  expect(await ask('?id=a')).toMatchObject([200, { status: 'failed', outcome: 'rejected' }])
})

it.each([
  ['', 400, 'missing_id'],
  ['?id=', 400, 'empty_id'],
  ['?id=../x', 400, 'invalid_id'],
  ['?id=a%2Fb', 400, 'invalid_id'],
  [`?id=${'a'.repeat(300)}`, 400, 'invalid_id'],
])('refuses %s', async (query, status, code) => {
  expect(await ask(query)).toMatchObject([status, { id: '0', status: 'error', code }])
})

it('tells whoever names no submission so without a token, and nothing else', async () => {
  const [nameless, unnamed] = [
    await fetch(`${receiver.url}/status`),
    await fetch(`${receiver.url}/status?id=`),
  ]
  expect([nameless.status, nameless.headers.get('x-error-code')]).toEqual([400, 'missing_id'])
  expect([unnamed.status, unnamed.headers.get('x-error-code')]).toEqual([
    401,
    'authentication_failed',
  ])
})

it('does not know what never was', async () => {
  expect(await ask('?id=b')).toEqual([
    404,
    { id: 'b', status: 'notfound', message: 'File not found', outcome: 'unknown' },
  ])
})

it.each([
  ['archive/ is no folder', 'archive'],
  ['the spool is away', ''],
])('does not say that there was none while %s', async (_, below) => {
  const id = await submitted()
  const folder = join(receiver.spool.folder, below)
  const name = `submission-${id}.json`
  await rename(join(receiver.spool.folder, name), join(receiver.spool.folder, 'archive', name))
  await rename(folder, `${folder}.away`)
  if (below !== '') await writeFile(folder, '')
  try {
    expect(await ask(`?id=${id}`)).toMatchObject([503, { id: '0', code: 'receipt_unavailable' }])
  } finally {
    await rm(folder, { force: true })
    await rename(`${folder}.away`, folder)
  }
  expect(await ask(`?id=${id}`)).toMatchObject([200, { outcome: 'merged' }])
})

it('tells nobody without a token', async () => {
  const answer = await fetch(`${receiver.url}/status?id=a`)
  expect(answer.status).toBe(401)
})
