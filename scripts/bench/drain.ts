/**
 * How fast a backlog of small submissions drains, whether it stays as fast, and what several ingesters on one
 * spool win:
 *
 *     npm run -s bench:drain -- [options]      (--help lists them)
 *
 * Every file brings tests of builds that exist already, a few of each. Ingesters are processes of their own.
 */
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { scriptCommand } from '../command/script-command.ts'
import { drain } from './drain/drain-together.ts'
import { figures, figuresText } from './drain/figures.ts'
import { writeCheckouts, writeSmallFiles } from './drain/small-files.ts'
import { temporaryFolder } from './ingest/bench-files.ts'
import { openBenchServer } from './ingest/bench-server.ts'

const count = (max: number) => wholeNumberOption(1, max)
const options = scriptCommand('bench:drain', 'Measure how fast a spool of small files is emptied')
  .option('--files <n>', 'submissions that wait', count(10_000_000), 20_000)
  .option('--tests <n>', 'tests in each', count(10_000), 5)
  .option('--checkouts <n>', 'checkouts that exist already', count(100_000), 200)
  .option('--ingesters <n>', 'ingesters that share the spool', count(16), 1)
  .option('--workers <n>', 'threads of each that prepare documents', count(16), 1)
  .option('--rounds <n>', 'how often to measure', count(100), 1)
  .parse()
  .opts<Record<'files' | 'tests' | 'checkouts' | 'ingesters' | 'workers' | 'rounds', number>>()

await using server = await openBenchServer()
for (let round = 0; round < options.rounds; round += 1) {
  await using spool = await temporaryFolder()
  const url = await server.createDatabase()
  try {
    await writeCheckouts(spool.path, options.checkouts)
    await drain({ ...options, ingesters: 1, url, spoolDir: spool.path })
    await writeSmallFiles(spool.path, options)
    const runs = await drain({ ...options, url, spoolDir: spool.path })
    process.stdout.write(figuresText(figures(runs)))
  } finally {
    await server.dropDatabase(url)
  }
}
