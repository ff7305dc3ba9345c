/**
 * Tries the two commands of the README in fresh copies of this checkout, on the oldest and on a newer
 * Node with the npm that comes with each:
 *
 *   npm run -s newcomers -- [--summary FILE.json]
 *
 * Exit status 1 when something did not go as README.md says.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { Tally } from './checks/tally.ts'
import { scriptCommand } from './command/script-command.ts'
import { checkShortly, checkThoroughly } from './newcomers/check-two-commands.ts'
import { makeMachine } from './newcomers/machine.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const oldest = { node: '20', npm: '10.8.2' }
const newer = { node: '24', npm: '11.6.0' }

const options = scriptCommand('newcomers', 'Try the two commands of the README as newcomers would')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ summary?: string }>()
const workspace = scratchFolder('newcomers')
const tally = new Tally()
try {
  await Promise.all([
    makeMachine(oldest, workspace).then((machine) => checkThoroughly(machine, tally)),
    makeMachine(newer, workspace).then((machine) => checkShortly(machine, tally)),
  ])
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`newcomers: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
