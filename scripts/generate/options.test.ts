import { CommanderError } from 'commander'
import { expect, it } from 'vitest'
import { generateCommand, type GenerateRequest } from './options.ts'

async function parse(line: string): Promise<GenerateRequest | undefined> {
  let request: GenerateRequest | undefined
  const command = generateCommand(async (asked) => void (request = asked))
  command.configureOutput({ writeErr: () => {}, writeOut: () => {} })
  await command.parseAsync(line.split(' '), { from: 'user' })
  return request
}

it('reads where to write files', async () => {
  expect(await parse('--tests 100 --dir out')).toEqual({
    generate: { tests: 100, seed: 1 },
    target: { kind: 'files', directory: 'out' },
  })
})

it('reads seed, end and length', async () => {
  const request = await parse('--tests 5 --seed 9 --now 2026-03-01T12:00:00Z --days 30 --copy')
  expect(request).toEqual({
    generate: { tests: 5, seed: 9, now: new Date('2026-03-01T12:00:00Z'), days: 30 },
    target: { kind: 'database', append: false },
  })
})

it('reads that tables may hold rows', async () => {
  const request = await parse('--tests 5 --copy --append')
  expect(request?.target).toEqual({ kind: 'database', append: true })
})

it.each([
  '--dir out',
  '--tests 5',
  '--tests 0 --dir out',
  '--tests 1e3 --dir out',
  '--tests 5 --seed x --dir out',
  '--tests 5 --now yesterday --dir out',
  '--tests 5 --dir out --copy',
  '--tests 5 --dir out --append',
  '--tests 5 --dir out --colour red',
  '--tests 5 --dir out surplus',
])('refuses %s', async (line) => {
  await expect(parse(line)).rejects.toBeInstanceOf(CommanderError)
})
