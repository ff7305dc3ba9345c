/**
 * Wall time of the ingester as a ratio to its floor, measured in the same run:
 *
 *     npm run bench:ingest -- [--dir DIR] [--tests N] [--rounds N] [--workers N]
 *
 * Floor and ours take turns, each in a process and an empty database of its own; the medians count.
 * Without --dir, example data is generated.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { generateInto, spoolOf, temporaryFolder } from './ingest/bench-files.ts'
import { openBenchServer, type BenchServer } from './ingest/bench-server.ts'
import type { RunMessage } from './ingest/run-message.ts'
import { median } from './percentile.ts'

const { values: options } = parseArgs({
  options: {
    dir: { type: 'string' },
    tests: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    workers: { type: 'string' },
  },
})

const floorProgram = new URL('./ingest/floor-run.ts', import.meta.url)
const ourProgram = new URL('./ingest/our-run.ts', import.meta.url)

async function measure(server: BenchServer, program: URL, folder: string): Promise<RunMessage> {
  await using spool = await spoolOf(folder)
  const url = await server.createDatabase()
  try {
    const args = [url, spool.path, ...(options.workers === undefined ? [] : [options.workers])]
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
if (options.dir === undefined) await generateInto(generated.path, Number(options.tests))
const folder = options.dir ?? generated.path
await using server = await openBenchServer()
const [floors, ours]: [RunMessage[], RunMessage[]] = [[], []]
for (let round = 0; round < Number(options.rounds); round += 1) {
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
    `(at most 1.6), peak memory ${megabytes(Math.max(...ours.map((run) => run.peakBytes)))} (at most 400 MB)\n`,
)
