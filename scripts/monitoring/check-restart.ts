import { setTimeout as sleep } from 'node:timers/promises'
import { parseMetrics } from '../../src/serve/testing/parse-metrics.ts'
import type { Tally } from '../checks/tally.ts'
import { serve } from '../checks/treeline-process.ts'

const lookedMsMax = 60_000
const pollMs = 250

/** A new process has run no job yet, and still knows when one ended well last, and what it found. */
export async function checkRestart(env: Record<string, string>, tally: Tally): Promise<void> {
  await using served = await serve(env)
  const deadline = Date.now() + lookedMsMax
  let known = await knownOfVerify(served.metrics)
  while (known.length < 2 && Date.now() < deadline) {
    await sleep(pollMs)
    known = await knownOfVerify(served.metrics)
  }
  tally.check(
    'after a restart it is known when verify ended well, and that it found no drift',
    known.includes('last_success') && known.includes('drift_rows'),
    known.join(', '),
  )
}

async function knownOfVerify(metrics: string): Promise<string[]> {
  const parsed = parseMetrics(await (await fetch(metrics)).text())
  const samples = parsed
    .flatMap((metric) => metric.samples)
    .filter(({ labels }) => labels['name'] === 'verify')
  const succeeded = samples.some(
    ({ name, value }) => name === 'treeline_job_last_success_timestamp_seconds' && value > 0,
  )
  const looked = samples.some(({ labels, value }) => labels['what'] === 'drift_rows' && value === 0)
  return [...(succeeded ? ['last_success'] : []), ...(looked ? ['drift_rows'] : [])]
}
