import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { smallDocument } from '../../src/ingest/testing/small-documents.ts'
import { exampleRequest } from '../../src/testing/openapi/example-request.ts'
import { endpointsOf, type OpenApi } from '../../src/testing/openapi/openapi.ts'
import type { Served } from '../checks/treeline-process.ts'

/** No request may hold up the others for longer, in milliseconds. */
const patienceMs = 5_000
const pauseMs = 50
/** Submissions come in spurts: answers are ready only while nothing is committed. */
const spurt = 25
const restMs = 2_000

export type BusyOptions = {
  served: Pick<Served, 'base' | 'receiver'>
  token: string
  /** Where somebody drops a file that is no submission. */
  spoolDir: string
  signal: AbortSignal
}

/**
 * Asks a service for everything that its document describes, and for some things that it refuses, and
 * submits documents, good ones and others, until the signal aborts.
 */
export async function keepBusy({ served, token, spoolDir, signal }: BusyOptions): Promise<void> {
  const drop = (name: string) => writeFileSync(join(spoolDir, name), '{"version": 1}')
  await Promise.all([
    keepAsking(served.base, signal),
    keepSubmitting({ receiver: served.receiver, token, drop }, signal),
  ])
}

/** Everything twice, as somebody does who looks again. */
async function keepAsking(base: string, signal: AbortSignal): Promise<void> {
  const api = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApi
  const requests = endpointsOf(api).map((endpoint) => exampleRequest(api, endpoint))
  const refused = { method: 'GET', headers: {}, body: null }
  const targets = ['/api/build/none', '/api/tree/?interval_in_days=x', '/nothing']
  const wanted = [...requests, ...targets.map((target) => ({ ...refused, target }))]
  while (!signal.aborted) {
    for (const { method, target, headers, body } of wanted) {
      if (signal.aborted) return
      const ask = () => answered(`${base}${target}`, { method, headers, body })
      await ask()
      await ask()
    }
  }
}

type Submitting = { receiver: string; token: string; drop: (name: string) => void }

async function keepSubmitting(
  { receiver, token, drop }: Submitting,
  signal: AbortSignal,
): Promise<void> {
  const submit = (bearer: string, body: string) =>
    answered(`${receiver}/submit`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}` },
      body,
    })
  for (let sent = 0; !signal.aborted; sent += 1) {
    await submit(token, JSON.stringify(document(sent)))
    if (sent % 10 === 0) await submit(token, '{"version": ')
    if (sent % 10 === 5) await submit('nobody', '{}')
    if (sent % 50 === 25) drop(`refused-${sent}.json`)
    await sleep(sent % spurt === 0 ? restMs : pauseMs, undefined, { signal }).catch(() => {})
  }
}

/** With a log excerpt that is long enough to be moved. */
function document(number: number): object {
  const { builds, ...others } = smallDocument(`monitored${number}`) as { builds: object[] }
  const log_excerpt = `line ${number}\n`.repeat(100)
  return { ...others, builds: builds.map((build) => ({ ...build, log_excerpt })) }
}

/** What becomes of it does not matter: it is counted by the service. */
async function answered(url: string, init: RequestInit): Promise<void> {
  const asked = fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) })
  await asked.then((answer) => answer.arrayBuffer()).catch(() => {})
}
