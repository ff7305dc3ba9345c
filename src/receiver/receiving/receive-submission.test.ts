import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallDocument } from '../../ingest/testing/small-documents.ts'
import { createTestSpool, type TestSpool } from '../../ingest/testing/test-spool.ts'
import { createLog } from '../../platform/log/log.ts'
import { noteSyncs } from '../../testing/files/note-syncs.ts'
import { anybody } from '../authentication/submitter.ts'
import { DocumentChecker } from './document-checker.ts'
import { makeIncomingFolder, remakeIncomingFolder } from './incoming-folder.ts'
import { receiveSubmission, type Receiving } from './receive-submission.ts'
import { ReceivingPlaces } from './receiving-places.ts'
import { SpoolRoom } from './spool-room.ts'
import { SyncedFolder } from './synced-folder.ts'

let spool: TestSpool
let checker: DocumentChecker
let incoming: string
let device: number

beforeAll(async () => {
  spool = await createTestSpool()
  incoming = await makeIncomingFolder(spool.folder)
  device = (await stat(spool.folder)).dev
  const treeNames = new Map<string, string>()
  const options = { root: incoming, automaticLab: /^shell$/, treeNames, log: createLog('silent') }
  checker = new DocumentChecker(options, true)
})
afterAll(async () => {
  await checker[Symbol.asyncDispose]()
  await spool[Symbol.asyncDispose]()
})

const bytes = Buffer.from(JSON.stringify(smallDocument('a')))

type Given = Partial<Receiving> & {
  coding?: string
  announced?: number
  submitter?: typeof anybody
}

function receive(chunks: Iterable<Buffer> | AsyncIterable<Buffer>, given: Given = {}) {
  const { coding, announced, submitter = anybody, ...receiving } = given
  async function* body() {
    yield* chunks
  }
  return receiveSubmission({ chunks: body(), coding, announced, want: () => {} }, submitter, {
    spoolRoot: new SyncedFolder(spool.folder),
    incoming,
    remakeIncoming: () => remakeIncomingFolder(spool.folder, device),
    places: new ReceivingPlaces(),
    room: new SpoolRoom(spool.folder, { waitingFiles: 100, freeBytes: 0 }),
    checker,
    rate: { bytes: 1_000, withinMs: 10_000 },
    bindsOrigins: false,
    ...receiving,
  })
}

async function* failing(code: string) {
  yield bytes.subarray(0, 10)
  throw Object.assign(new Error('failed'), { code })
}

async function* stalling() {
  yield bytes.subarray(0, 10)
  await new Promise(() => {})
}

function unsyncedFolder(): SyncedFolder {
  const sync = () => Promise.reject(Object.assign(new Error('failed'), { code: 'EIO' }))
  return Object.assign(new SyncedFolder(spool.folder), { sync })
}

/** More than 512 MiB of gzip that unpack to nothing; each member is as long as its name. */
function* emptyMembers() {
  const head = Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0xff])
  const member = Buffer.concat([
    head,
    Buffer.alloc(8 * 1024 * 1024, 'x'),
    Buffer.from([0, 3, 0]),
    Buffer.alloc(8),
  ])
  for (let count = 0; count < 65; count += 1) yield member
}

/** 64 MB of spaces in 64 kB. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))

const alone = { submissions: 1, bytes: 1_000_000, zstd: 1 }
const refusals: [string, number, string, () => Promise<unknown>][] = [
  ['the disk is full', 507, 'disk_full', () => receive(failing('ENOSPC'))],
  ['the file system fails', 503, 'not_kept', () => receive(failing('EIO'))],
  [
    'its name does not reach the disk',
    503,
    'not_kept',
    () => receive([bytes], { spoolRoot: unsyncedFolder() }),
  ],
  ['the client leaves', 400, 'body_broken_off', () => receive(failing('ECONNRESET'))],
  [
    'more is announced than is taken',
    413,
    'document_too_large',
    () => receive(failing('EIO'), { announced: 512 * 1024 * 1024 + 1 }),
  ],
  [
    'what is packed goes on and holds nothing',
    413,
    'document_too_large',
    () => receive(emptyMembers(), { coding: 'gzip' }),
  ],
  [
    'the client stalls',
    408,
    'body_too_slow',
    () => receive(stalling(), { rate: { bytes: 1_000, withinMs: 20 } }),
  ],
  [
    'a packed body grows beyond what is received at a time',
    503,
    'too_many_submissions',
    () => receive([bomb], { coding: 'gzip', places: new ReceivingPlaces(alone) }),
  ],
  [
    'the spool is full',
    503,
    'spool_full',
    () =>
      receive([bytes], { room: new SpoolRoom(spool.folder, { waitingFiles: 0, freeBytes: 0 }) }),
  ],
  [
    'the disk of the spool has too little room left',
    507,
    'disk_full',
    () =>
      receive([bytes], {
        room: new SpoolRoom(spool.folder, { waitingFiles: 9, freeBytes: 2 ** 53 }),
      }),
  ],
  [
    'the token is bound to another origin',
    403,
    'origin_not_allowed',
    () => receive([bytes], { submitter: { ...anybody, origin: 'other', isBound: true } }),
  ],
  [
    'all tokens are bound to their origins',
    403,
    'origin_not_allowed',
    () => receive([bytes], { bindsOrigins: true }),
  ],
]

it.each(refusals)('leaves nothing when %s', async (_, status, code, attempt) => {
  const before = await spool.waiting()
  await expect(attempt()).rejects.toMatchObject({ status, code })
  expect(await readdir(incoming)).toEqual([])
  expect(await spool.waiting()).toEqual(before)
})

it('takes what a bound token may submit', async () => {
  const submitter = { ...anybody, origin: 'o', isBound: true }
  const { id } = await receive([bytes], { submitter, bindsOrigins: true })
  expect(await spool.waiting()).toContain(`submission-${id}.json`)
})

it('tells of fifty origins that a token may not name, however many there are', async () => {
  const origins = Array.from({ length: 60 }, (_, at) => `o${'x'.repeat(at)}`)
  const checkouts = origins.map((origin) => ({ id: `${origin}:1`, origin }))
  const many = Buffer.from(JSON.stringify({ ...smallDocument('a'), checkouts }))
  const told = { origins: origins.slice(1, 51) }
  const submitter = { ...anybody, origin: 'o', isBound: true }
  await expect(receive([many], { submitter })).rejects.toMatchObject({ members: told })
})

it('gives every place back', async () => {
  const places = new ReceivingPlaces(alone)
  for (let count = 0; count < 3; count += 1) {
    await receive([bytes], { places })
    await expect(receive(failing('EIO'), { places })).rejects.toMatchObject({ code: 'not_kept' })
  }
})

it('unpacks no more at a time with zstd than memory allows, and gives their places back', async () => {
  const places = new ReceivingPlaces({ ...alone, submissions: 2 })
  const packed = () => receive([zstdCompressSync(bytes)], { coding: 'zstd', places })
  {
    using taken = places.take()
    taken.unpackZstd()
    await expect(packed()).rejects.toMatchObject({ status: 503, code: 'too_many_submissions' })
    await receive([gzipSync(bytes)], { coding: 'gzip', places })
  }
  await packed()
  await packed()
})

it('receives no more at a time than there are places', async () => {
  const places = new ReceivingPlaces(alone)
  using _taken = places.take()
  await expect(receive([bytes], { places })).rejects.toMatchObject({ code: 'too_many_submissions' })
})

it('goes on after one refusal where the folder for what is on its way was removed', async () => {
  await rm(incoming, { recursive: true })
  await expect(receive([bytes])).rejects.toMatchObject({ status: 503, code: 'not_kept' })
  const { id } = await receive([bytes])
  expect(await readdir(spool.folder)).toContain(`submission-${id}.json`)
})

it.each([
  ['small', bytes],
  ['large', Buffer.concat([bytes, Buffer.alloc(70_000, ' ')])],
])('has a %s submission and its name on the disk when it is answered', async (_, body) => {
  using syncs = await noteSyncs()
  const { id } = await receive([body])
  const file = join(spool.folder, `submission-${id}.json`)
  expect(syncs.of([spool.folder, file])).toEqual([file, spool.folder])
})
