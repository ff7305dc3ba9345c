import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { writeTogether } from './write-together.ts'

function output() {
  const written: string[] = []
  return { written, write: (text: string) => void written.push(text) }
}

it('writes in one go what comes in one turn, in its order', async () => {
  const { written, write } = output()
  const line = writeTogether({ write })
  line('a\n')
  line('b\n')
  expect(written).toEqual([])
  await turn()
  expect(written).toEqual(['a\nb\n'])
  line('c\n')
  await turn()
  expect(written).toEqual(['a\nb\n', 'c\n'])
})

it('does not let much wait', () => {
  const { written, write } = output()
  const line = writeTogether({ write })
  for (let number = 0; number < 100; number += 1) line('x'.repeat(1000))
  expect(written).toHaveLength(1)
})

it('writes at the end what waits', () => {
  const { written, write } = output()
  const before = new Set(process.listeners('exit'))
  writeTogether({ write })('last\n')
  const flush = process.listeners('exit').find((listener) => !before.has(listener))
  flush?.(0)
  expect(written).toEqual(['last\n'])
})

it('loses a line rather than the process when the output takes none', async () => {
  const full = () => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }
  writeTogether({ write: full })('line\n')
  await expect(turn()).resolves.toBeUndefined()
})
