/**
 * Sends hostile requests to a receiver as `serve` runs it, and good submissions in between:
 *
 *     npm run -s hostile-submitters -- [--requests N] [--seed S] [--within MS] [--summary FILE.json]
 *
 * Bad tokens, lengths, codings and methods, bodies that are cut, slow, doubled or far larger than they look.
 * Exit status 1 when one is stored, leaves something behind or is answered with what nobody foresaw, or when a
 * good submission is refused or has to wait for too long.
 */
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { tokensOf } from '../src/testing/hostile-submissions/hostile-tokens.ts'
import { percentile } from './bench/percentile.ts'
import { Tally } from './checks/tally.ts'
import { serve } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { drip } from './hostile-submitters/drip.ts'
import { goodSubmissions } from './hostile-submitters/good-submissions.ts'
import { sizeOfProcess } from './checks/process-size.ts'
import { sendHostile } from './hostile-submitters/send-hostile.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('hostile-submitters', 'Send hostile requests to a receiver')
  .option('--requests <n>', 'how many', wholeNumberOption(1, 10_000_000), 10_000)
  .option('--seed <s>', 'chooses them', wholeNumberOption(0, 2 ** 30), 1)
  .option(
    '--within <ms>',
    'for good ones; as long as it takes by default',
    wholeNumberOption(1, 60_000),
  )
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ requests: number; seed: number; within?: number; summary?: string }>()

/** Requests before the first look at the size of the process: it has loaded everything by then. */
const warmUp = 2_000
const dripping = 20
const settledWithinMs = 60_000
/** A good submission among so many. */
const goodEvery = 200
/** Of clients that left without a word while nothing was read from them: no more than there were at a time. */
const moreDescriptorsMax = 48
const moreBytesMax = 128 * 1024 * 1024

/** Connections of good submissions are to be gone when the process is looked at. */
const keepAliveSeconds = 2

const secret = 'a secret that nobody outside of this run knows'
const tally = new Tally()
const dataDir = scratchFolder('hostile')
// as root, PostgreSQL runs as another user: its files would lie elsewhere, and stay there
chmodSync(dataDir, 0o711)
const filesIn = (folder: string) => readdirSync(join(dataDir, 'spool', folder)).length
try {
  const env = {
    DATA_DIR: dataDir,
    DEMO_DATA: 'false',
    LOG_LEVEL: 'error',
    JWT_SECRET: secret,
    HTTP_KEEP_ALIVE_TIMEOUT: String(keepAliveSeconds),
  }
  await using served = await serve(env)
  const { receiver, pid } = served
  const tokens = await tokensOf(secret)
  const { submit, waits } = goodSubmissions(receiver, tokens.good)
  const sending = { receiver, tokens, every: goodEvery, inBetween: submit }
  await sendHostile({ ...sending, requests: warmUp, seed: options.seed + warmUp })
  await settle()
  const before = sizeOfProcess(pid)

  const drips = Array.from({ length: dripping }, () => drip(receiver, tokens.good))
  const complaints = await sendHostile({ ...sending, ...options })
  const slow = await Promise.all(drips)
  await settle()
  const after = sizeOfProcess(pid)

  const said = [...complaints].slice(0, 10).join('\n')
  tally.check(`${options.requests} hostile requests were answered as foreseen`, said === '', said)
  tally.check(
    `${dripping} endless bodies were ended with 408`,
    slow.every((status) => status === 408),
  )
  const kept = filesIn('archive')
  tally.check(
    `${waits.length} good submissions are stored and nothing else`,
    kept === waits.length,
    `${kept} files are`,
  )
  tally.check('nothing was taken in that is refused later', filesIn('failed') === 0)
  tally.check('nothing is left half received', filesIn('incoming') === 0)
  const [median, most, longest] = [50, 99, 100].map((percent) =>
    percentile(waits, percent).toFixed(0),
  )
  console.log(`       acknowledged after ${median} ms (median), ${most} (p99), ${longest} at most`)
  const { within = Infinity } = options
  tally.check(
    `every good one was acknowledged${within === Infinity ? '' : ` within ${within} ms`}`,
    waits.every((wait) => wait < Infinity && wait <= within),
  )
  if (before !== undefined && after !== undefined) {
    const [few, many] = [before.descriptors.length, after.descriptors.length]
    tally.check(
      `${few} descriptors before, ${many} after`,
      many <= few + moreDescriptorsMax,
      after.descriptors.filter((one) => !before.descriptors.includes(one)).join('\n'),
    )
    const [one, other] = [before, after].map(({ residentBytes }) => Math.round(residentBytes / 1e6))
    tally.check(
      `${one} MB before, ${other} MB after`,
      after.residentBytes <= before.residentBytes + moreBytesMax,
    )
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`hostile-submitters: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1

/** Waits until everything that was taken in is stored, and connections that were left are closed. */
async function settle(): Promise<void> {
  const deadline = performance.now() + settledWithinMs
  const isBusy = () =>
    readdirSync(join(dataDir, 'spool')).some((name) => name.endsWith('.json')) ||
    filesIn('incoming') > 0
  while (isBusy() && performance.now() < deadline) await sleep(100)
  await sleep(2_000 * keepAliveSeconds)
}
