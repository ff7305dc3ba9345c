/**
 * Sends hostile requests to a receiver as `serve` runs it, and good submissions in between:
 *
 *     npm run -s hostile-submitters -- [--requests N] [--seed S] [--summary FILE.json]
 *
 * Bad tokens, lengths, codings and methods, bodies that are cut, slow, doubled or far larger than they look.
 * Exit status 1 when one is stored, leaves something behind or is answered with what nobody foresaw, or when a
 * good submission has to wait.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { wholeNumberOption } from '../src/cli/option-values.ts'
import { smallDocument } from '../src/ingest/testing/small-documents.ts'
import { tokensOf } from '../src/testing/hostile-submissions/hostile-tokens.ts'
import { percentile } from './bench/percentile.ts'
import { Tally } from './checks/tally.ts'
import { serve } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { drip } from './hostile-submitters/drip.ts'
import { sizeOfProcess } from './hostile-submitters/process-size.ts'
import { sendHostile } from './hostile-submitters/send-hostile.ts'

const options = scriptCommand('hostile-submitters', 'Send hostile requests to a receiver')
  .option('--requests <n>', 'how many', wholeNumberOption(1, 10_000_000), 10_000)
  .option('--seed <s>', 'chooses them', wholeNumberOption(0, 2 ** 30), 1)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ requests: number; seed: number; summary?: string }>()

/** Requests before the first look at the size of the process: it has loaded everything by then. */
const warmUp = 2_000
const dripping = 20
const settledWithinMs = 60_000
/** A good submission among so many. */
const goodEvery = 200
const goodWithinMs = 1_000
const moreDescriptorsMax = 10
const moreBytesMax = 128 * 1024 * 1024

const secret = 'a secret that nobody outside of this run knows'
const tally = new Tally()
const dataDir = mkdtempSync(join(tmpdir(), 'treeline-hostile-'))
const filesIn = (folder: string) => readdirSync(join(dataDir, 'spool', folder)).length
try {
  const env = { DATA_DIR: dataDir, DEMO_DATA: 'false', LOG_LEVEL: 'error', JWT_SECRET: secret }
  await using served = await serve(env)
  const { receiver, pid } = served
  const tokens = await tokensOf(secret)
  const waits: number[] = []
  const submit = async () => {
    const started = performance.now()
    const answer = await fetch(`${receiver}/submit`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokens.good}` },
      body: JSON.stringify(smallDocument(`good${waits.length}`)),
    })
    waits.push(answer.status === 200 ? performance.now() - started : Infinity)
  }
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
  const longest = percentile(waits, 100)
  console.log(
    `       acknowledged after ${percentile(waits, 50).toFixed(0)} ms (median), ${longest.toFixed(0)} ms at most`,
  )
  tally.check('every good one was acknowledged within a second', longest <= goodWithinMs)
  if (before !== undefined && after !== undefined) {
    const descriptors = `${before.descriptors} descriptors before, ${after.descriptors} after`
    tally.check(descriptors, after.descriptors <= before.descriptors + moreDescriptorsMax)
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
  await sleep(1_000)
}
