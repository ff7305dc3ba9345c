import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noteSyncs } from '../../testing/files/note-syncs.ts'
import { exampleMail } from '../testing/example-mail.ts'
import { openOutbox } from './outbox.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-outbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const name = '20261102T100000Z-fake.1.eml'

async function send() {
  await using outbox = openOutbox(folder)
  const envelope = { from: 'bot@kernelci.org', to: ['a@example.org'] }
  return await outbox.send(exampleMail, envelope, new AbortController().signal)
}

it('makes a file of a mail, and the same one of another attempt', async () => {
  expect(await send()).toEqual({ accepted: ['a@example.org'], refused: new Map() })
  await send()
  expect(readdirSync(folder)).toEqual([name])
})

it('leaves nothing behind of an attempt that fails', async () => {
  mkdirSync(join(folder, name))
  await expect(send()).rejects.toMatchObject({ code: 'EISDIR' })
  expect(readdirSync(folder)).toEqual([name])
})

it('has a mail and its name on the disk when it is sent', async () => {
  using syncs = await noteSyncs()
  await send()
  expect(syncs.of([folder, join(folder, name)])).toEqual([join(folder, name), folder])
})
