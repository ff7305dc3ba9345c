/**
 * Adds up the results in a folder, names what failed, and prints the one line that a CI run ends with.
 *
 * Each part of a run may leave a report there, `NAME.json`, and is named in the file `failed`, a line each, when its
 * exit status was not 0.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { scriptCommand } from './command/script-command.ts'
import { failedParts, readReport } from './ci-summary/read-results.ts'
import { summarize } from './ci-summary/summarize.ts'

const [directory = '.'] = scriptCommand('ci:summary', 'Add up the results of a CI run')
  .argument('[directory]', 'where the results are; default: the current one')
  .parse().args

const reports = readdirSync(directory).filter((name) => name.endsWith('.json'))
const { passed, failed, said } = summarize(
  new Map(reports.map((name) => [name.slice(0, -5), readReport(join(directory, name))])),
  failedParts(directory),
)
for (const line of said) console.log(line)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
