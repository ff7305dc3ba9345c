/**
 * Wall time of the ingester as a ratio to its floor, measured in the same run:
 *
 *     npm run -s bench:ingest -- [options]      (--help lists them)
 *
 * Floor and ours take turns, each in a process and an empty database of its own; the medians count.
 * Without --dir, example data is generated.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { scriptCommand } from '../command/script-command.ts'
import { generateInto, spoolOf, temporaryFolder } from './ingest/bench-files.ts'
import { openBenchServer, type BenchServer } from './ingest/bench-server.ts'
import type { RunMessage } from './ingest/run-message.ts'
import { median } from './percentile.ts'

const options = scriptCommand('bench:ingest', 'Measure the ingester, as a ratio to its floor')
  .option('--dir <dir>', 'submission files; default: generated ones')
  .option('--tests <n>', 'how many tests to generate', wholeNumberOption(1, 10_000_000), 100_000)
  .option('--rounds <n>', 'how often to measure', wholeNumberOption(1, 1000), 5)
  .option('--workers <n>', 'threads that prepare documents', wholeNumberOption(1, 64))
  .parse()
  .opts<{ dir?: string; tests: number; rounds: number; workers?: number }>()

const floorProgram = new URL('./ingest/floor-run.ts', import.meta.url)
const ourProgram = new URL('./ingest/our-run.ts', import.meta.url)

async function measure(server: BenchServer, program: URL, folder: string): Promise<RunMessage> {
  await using spool = await spoolOf(folder)
  const url = await server.createDatabase()
  try {
    const args = [
      url,
      spool.path,
      ...(options.workers === undefined ? [] : [String(options.workers)]),
    ]
    const child = fork(program, args)
    let result: RunMessage | undefined
    child.on('message', (message) => (result = message as RunMessage))
    await once(child, 'exit')
    if (result === undefined) throw new Error(`${program.pathname} failed`)
    return result
  } finally {
    await server.dropDatabase(url)
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

await using generated = await temporaryFolder()
if (options.dir === undefined) await generateInto(generated.path, options.tests)
const folder = options.dir ?? generated.path
await using server = await openBenchServer()
const [floors, ours]: [RunMessage[], RunMessage[]] = [[], []]
for (let round = 0; round < options.rounds; round += 1) {
  const [floor, our] = [
    await measure(server, floorProgram, folder),
    await measure(server, ourProgram, folder),
  ]
  floors.push(floor)
  ours.push(our)
  process.stdout.write(
    `floor ${floor.seconds.toFixed(2)} s, ours ${our.seconds.toFixed(2)} s, ` +
      `ratio ${(our.seconds / floor.seconds).toFixed(2)}, peak memory ${megabytes(our.peakBytes)}\n`,
  )
}
const [floor, our] = [
  median(floors.map((run) => run.seconds)),
  median(ours.map((run) => run.seconds)),
]
process.stdout.write(
  `medians: floor ${floor.toFixed(2)} s, ours ${our.toFixed(2)} s, ratio ${(our / floor).toFixed(2)} ` +
    `(at most ${options.dir === undefined ? '1.4' : '1.2 for real files'}), peak memory ${megabytes(Math.max(...ours.map((run) => run.peakBytes)))} (at most 400 MB)\n`,
)
