/**
 * How fast submissions are acknowledged, and how soon after that the tree listing shows them:
 *
 *     npm run -s bench:submit -- [options]      (--help lists them)
 *
 * Acknowledged submissions a second stand beside those of a bare server that does nothing but keep files; the
 * time until a submission is visible is taken while nothing else is to do, and while two ingesters work on a
 * backlog of small files, whose rate stands beside the floor of `bench:ingest` on the same files.
 */
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { scriptCommand } from '../command/script-command.ts'
import { openBenchServer } from './ingest/bench-server.ts'
import { temporaryFolder } from './ingest/bench-files.ts'
import { median } from './percentile.ts'
import { acknowledgedRate } from './submit/acknowledged-rate.ts'
import { startBacklogService } from './submit/backlog-service.ts'
import { measureFloor } from './submit/measure-floor.ts'
import { millisecondsText, rateText, rateBesideFloorText } from './submit/report.ts'
import { existingCheckouts, testsPerFile, writeSmallFiles } from './submit/small-files.ts'

const options = scriptCommand(
  'bench:submit',
  'Measure how soon submissions are acknowledged and visible',
)
  .option('--seconds <n>', 'how long submissions are sent', wholeNumberOption(1, 3600), 5)
  .option('--rounds <n>', 'how often that is measured', wholeNumberOption(1, 1000), 3)
  .option(
    '--probes <n>',
    'submissions that are waited for when idle',
    wholeNumberOption(1, 10_000),
    100,
  )
  .option('--files <n>', 'small files in the backlog', wholeNumberOption(1, 1_000_000), 100_000)
  .parse()
  .opts<{ seconds: number; rounds: number; probes: number; files: number }>()

const say = (line: string) => process.stdout.write(`${line}\n`)

const ratios: number[] = []
for (let round = 0; round < options.rounds; round += 1) {
  const floor = await acknowledgedRate('floor', options.seconds)
  const ours = await acknowledgedRate('ours', options.seconds)
  ratios.push(floor.acknowledged / floor.seconds / (ours.acknowledged / ours.seconds))
  say(`acknowledged: ${rateText(ours)}; floor ${rateText(floor)}`)
}
say(`the floor is ${median(ratios).toFixed(2)} times as fast (median)`)

await using files = await temporaryFolder()
const bytes = await writeSmallFiles(files.path, options.files)
await using server = await openBenchServer()
const rows = options.files * testsPerFile
const floorSeconds = await measureFloor(server, existingCheckouts(), files.path)

await using service = await startBacklogService(server)
await service.store(existingCheckouts())
const idle = await service.visibleTimes((done) => done < options.probes)
say(`visible after, idle: ${millisecondsText(idle)}`)
const { times, seconds } = await service.drain(files.path)
say(
  `visible after, while two ingesters drain ${options.files} files: ${millisecondsText(times)} (aims: p95 under 1000, 200 submissions)`,
)
say(rateBesideFloorText({ files: options.files, rows, bytes, seconds, floorSeconds }))
