import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDumpFile } from './dump-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-pg-restore-'))
  file = join(folder, 'archive')
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** Stands in for PostgreSQL's program, which not every machine has; the real one is asked by a script. */
function pgRestore(...commands: string[]): void {
  writeFileSync(join(folder, 'pg_restore'), ['#!/bin/sh', ...commands].join('\n'), { mode: 0o755 })
}

async function script(path: string, signal?: AbortSignal): Promise<string> {
  using dump = await openDumpFile(path, signal)
  return Buffer.concat(await Array.fromAsync(dump.chunks)).toString()
}

const tar = Buffer.concat([Buffer.from('toc.dat'), Buffer.alloc(500), Buffer.from('rest')])

test.each([
  ['custom', Buffer.from('PGDMP and more')],
  ['tar', tar],
  ['packed', gzipSync('PGDMP and more')],
])('an archive in %s format goes through pg_restore', async (_, bytes) => {
  pgRestore('echo "-- $@"', 'cat')
  writeFileSync(file, bytes)
  const plain = bytes[0] === 0x1f ? 'PGDMP and more' : bytes.toString()
  expect(await script(file)).toBe(`-- --section=pre-data --section=data --file=-\n${plain}`)
})

test('a folder is given by its name', async () => {
  pgRestore('shift 4', 'echo "$@"')
  const directory = join(folder, "it's")
  mkdirSync(directory)
  writeFileSync(join(directory, 'toc.dat'), 'PGDMP')
  expect(await script(directory)).toBe(`${directory}\n`)
})

test('what pg_restore says against an archive is told, whether it reads it or not', async () => {
  pgRestore('echo "-- a dump"', 'echo "unsupported version" >&2', 'exit 1')
  writeFileSync(file, Buffer.concat([Buffer.from('PGDMP'), Buffer.alloc(3 << 20)]))
  await expect(script(file)).rejects.toMatchObject({
    code: 'dump_unreadable',
    message: `pg_restore cannot read ${file}: unsupported version`,
  })
})

test('a missing program is told', async () => {
  vi.stubEnv('PATH', folder)
  writeFileSync(file, 'PGDMP')
  await expect(script(file)).rejects.toMatchObject({
    code: 'dump_not_plain',
    message: expect.stringContaining('install the client programs of PostgreSQL'),
  })
})

test('a restore that is stopped does not wait for pg_restore', async () => {
  pgRestore('echo "-- a dump"', 'exec sleep 600')
  writeFileSync(file, 'PGDMP')
  const stop = new AbortController()
  const reading = script(file, stop.signal)
  setTimeout(() => stop.abort(new Error('enough')), 100)
  await expect(reading).rejects.toThrow('enough')
})
