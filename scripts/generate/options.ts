import { Command, InvalidArgumentError, Option } from 'commander'
import type { GenerateOptions } from '../../src/example-data/generate.ts'

/** What the command line asks for: what to generate, and where to put it. */
export type GenerateRequest = {
  generate: GenerateOptions
  target: { kind: 'files'; directory: string } | { kind: 'database'; append: boolean }
}

type Flags = {
  tests: number
  seed: number
  now?: Date
  days?: number
  dir?: string
  copy?: true
  append?: true
}

/** The `generate` command; `run` gets what was asked for. Usage errors are thrown. */
export function generateCommand(run: (request: GenerateRequest) => Promise<void>): Command {
  return new Command('generate')
    .description('Write example data: submissions like those of KernelCI, the same for a seed')
    .requiredOption('--tests <n>', 'how many different tests', atLeastOne)
    .option('--seed <s>', 'another number gives other data', wholeNumber, 1)
    .option('--now <iso>', 'the end of the data; default: the current time', instant)
    .option('--days <n>', 'how far the data goes back; default: by size, 7 to 90', atLeastOne)
    .option('--dir <dir>', 'write submission files there')
    .addOption(
      new Option(
        '--copy',
        'load into the database by COPY; then: treeline rollup rebuild',
      ).conflicts('dir'),
    )
    .option('--append', 'with --copy: the tables may hold rows already')
    .exitOverride()
    .action((flags: Flags, command: Command) => run(requestOf(flags, command)))
}

function requestOf(flags: Flags, command: Command): GenerateRequest {
  const { tests, seed, now, days, dir, copy, append } = flags
  const generate: GenerateOptions = { tests, seed }
  if (now !== undefined) generate.now = now
  if (days !== undefined) generate.days = days
  if (dir !== undefined && append === undefined) {
    return { generate, target: { kind: 'files', directory: dir } }
  }
  if (copy === undefined) command.error('error: give --dir DIR, or --copy (alone or with --append)')
  return { generate, target: { kind: 'database', append: append === true } }
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('Expected a whole number.')
  }
  return value
}

function atLeastOne(text: string): number {
  const value = wholeNumber(text)
  if (value === 0) throw new InvalidArgumentError('Expected at least 1.')
  return value
}

function instant(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Expected a time such as 2026-03-01T12:00:00Z.')
  }
  return date
}
