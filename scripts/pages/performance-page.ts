/**
 * Writes docs/performance.md from result files of `npm run bench` and `npm run bench:http`:
 *
 *     npm run -s performance-page -- FILES
 *
 * Of a size all parts must be there. It begins with the sum of its text, by which a test sees that nobody
 * wrote into it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { scriptCommand } from '../command/script-command.ts'
import { performancePage } from './performance-page/page-text.ts'
import { readRuns } from './performance-page/runs.ts'

const page = 'docs/performance.md'

const { args } = scriptCommand('performance-page', `Write ${page} from results of benchmarks`)
  .argument('<files...>', 'what bench and bench:http wrote with --json')
  .parse()
const files = args.map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown)
writeFileSync(page, performancePage(readRuns(files)))
