/**
 * Breaks what can break while submissions come in, and looks whether any of them is lost:
 *
 *     npm run -s faults -- [--rounds N] [--seed S] [--only FAULT] [--summary FILE.json]
 *
 * A receiver and three ingesters work on one spool, as their commands start them. In each round one of them is
 * killed, or PostgreSQL is stopped or frozen, the disk filled, and so on. Exit status 1 when something is lost.
 */
import { writeFileSync } from 'node:fs'
import { Option } from 'commander'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { Tally } from './checks/tally.ts'
import { scriptCommand } from './command/script-command.ts'
import { allFaults } from './faults/kinds/all-faults.ts'
import { checkOutcome } from './faults/outcome/check-outcome.ts'
import { runRounds } from './faults/run-rounds.ts'
import { openWorld } from './faults/world/world.ts'

const names = allFaults.map(({ name }) => name)
const options = scriptCommand('faults', 'Break what can break while submissions come in')
  .option('--rounds <n>', 'how many times', wholeNumberOption(1, 100_000), 20)
  .option('--seed <s>', 'chooses faults and submissions', wholeNumberOption(0, 2 ** 31), 1)
  .addOption(new Option('--only <fault>', 'nothing but this one').choices(names))
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ rounds: number; seed: number; only?: string; summary?: string }>()

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

const tally = new Tally()
await using stack = new AsyncDisposableStack()
const world = await openWorld(options.seed, stack)
const wanted = allFaults.filter(({ name }) => options.only === undefined || name === options.only)
const faults = wanted.filter((fault) => fault.isPossible(world))
for (const { name } of wanted.filter((fault) => !faults.includes(fault))) {
  console.log(`${name}: not done, it cannot be made to happen here`)
}
await runRounds(world, { ...options, faults, say: console.log, signal: stop.signal })
await checkOutcome(world, (...checked) => tally.check(...checked))
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`faults: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
