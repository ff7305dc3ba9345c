import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findFreePort, readPort } from './port.ts'

test('takes the preferred port when it is free, another one when it is not', async () => {
  const preferred = await findFreePort(null)
  expect(await findFreePort(preferred)).toBe(preferred)
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(preferred, '127.0.0.1', resolve))
  try {
    expect(await findFreePort(preferred)).not.toBe(preferred)
  } finally {
    taken.close()
  }
})

test('reads a port, and nothing from what is none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'treeline-unit-'))
  const path = join(directory, 'port')
  try {
    expect(await readPort(path)).toBeNull()
    for (const [text, port] of [
      ['40000\n', 40_000],
      ['', null],
      ['70000', null],
      ['postgres', null],
    ] as const) {
      await writeFile(path, text)
      expect(await readPort(path)).toBe(port)
    }
  } finally {
    await rm(directory, { recursive: true })
  }
})
