/**
 * Compares a running Treeline with a conformance kit (recorded answers, datasets, submissions):
 *
 *   npm run -s conformance -- --kit DIR [--scribble a|b] [--summary FILE.json]
 *
 * Per dataset: restore it into an empty embedded database, compare the derived tables, serve it and
 * compare every recorded answer of the routes that exist. Then ingest the real submissions and
 * compare the five tables, and verify the roll-up. Exit status 1 when anything differs.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option } from 'commander'
import { checkDataset } from './conformance/check-dataset.ts'
import { checkSubmissions } from './conformance/check-submissions-kit.ts'
import { scriptCommand } from './command/script-command.ts'
import { Tally } from './checks/tally.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('conformance', 'Compare Treeline with a conformance kit')
  .requiredOption(
    '--kit <dir>',
    'recorded answers; datasets and submissions lie beside it in data/',
  )
  .addOption(
    new Option(
      '--scribble <letter>',
      'compare the answers of this dataset once more while the file of the cache is damaged at random',
    ).choices(['a', 'b']),
  )
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ kit: string; scribble?: string; summary?: string }>()
const kit = resolve(options.kit)
const data = resolve(kit, '../data')
const workspace = scratchFolder('conformance')
const tally = new Tally()
try {
  for (const letter of ['a', 'b']) {
    const scribble = options.scribble === letter
    await checkDataset({ letter, kit, data, workspace, tally, scribble })
  }
  await checkSubmissions({ data, workspace, tally })
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`conformance: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
