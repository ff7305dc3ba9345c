import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { smallDocument } from '../../ingest/testing/small-documents.ts'
import { tokenFor } from '../../receiver/testing/running-receiver.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { running, type ServiceProcess, startService } from '../testing/service-process.ts'

let database: TestDatabase
let dataDir: string
const started: ServiceProcess[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'treeline-ingester-'))
})
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

/** Each start is that of a whole process, on a machine that may have other work. */
const patient = { timeout: 40_000 }

function serve(): ServiceProcess {
  const service = startService([], {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    DEMO_DATA: 'false',
    JWT_SECRET: 'of this test',
    LOG_LEVEL: 'warn',
  })
  started.push(service)
  return service
}

/** The process that ingests for a service. */
function ingesterOf({ child }: ServiceProcess): number | undefined {
  const { stdout } = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' })
  return stdout.split('\n').filter(Boolean).map(Number)[0]
}

type Receiver = {
  submit: (document: string) => Promise<string>
  outcome: (id: string) => Promise<string>
}

async function receiverOf(service: ServiceProcess): Promise<Receiver> {
  const [, base = ''] = /POST (\S+)\/submit/u.exec(service.output()) ?? []
  const headers = { Authorization: `Bearer ${await tokenFor({ origin: 'o' }, 'of this test')}` }
  return {
    submit: async (name) => {
      const body = JSON.stringify(smallDocument(name))
      const answer = await fetch(`${base}/submit`, { method: 'POST', body, headers })
      return ((await answer.json()) as { id: string }).id
    },
    outcome: async (id) => {
      const answer = await fetch(`${base}/status?id=${id}`, { headers })
      return ((await answer.json()) as { outcome: string }).outcome
    },
  }
}

it('answers and takes in submissions whatever becomes of the process that stores them', async () => {
  const service = serve()
  const base = await running(service)
  const { submit, outcome } = await receiverOf(service)
  const [, metricsUrl = ''] = /metrics +(\S+)/u.exec(service.output()) ?? []
  const status = async (path: string) => (await fetch(base + path)).status
  const shown = async () => (await fetch(metricsUrl)).text()
  const build = async () => (await fetch(`${base}/api/build/o:a:b`)).text()

  const first = ingesterOf(service) ?? 0
  expect(getPriority(first)).toBe(constants.priority.PRIORITY_BELOW_NORMAL)
  const before = await build()
  process.kill(first, 'SIGSTOP')
  const waiting = await submit('a')
  expect(await status('/healthz')).toBe(200)
  expect(await status('/readyz')).toBe(200)
  expect(await outcome(waiting)).not.toBe('merged')
  process.kill(first, 'SIGCONT')
  await expect.poll(() => outcome(waiting), patient).toBe('merged')
  // who is told that it is visible sees it, in an answer that was ready before
  const after = await build()
  expect(after).not.toBe(before)
  expect(after).toContain('arm64')
  expect(await shown()).toMatch(/^kcidb_ingestions_total\{[^}]*\} 1$/mu)

  process.kill(first, 'SIGKILL')
  const next = await submit('b')
  expect(await build()).toBe(after)
  await expect.poll(() => outcome(next), patient).toBe('merged')
  expect(ingesterOf(service)).not.toBe(first)
  const metrics = await shown()
  expect(metrics).toContain('treeline_workers_replaced_total{reason="ended"} 1')
  expect(metrics).toMatch(/^kcidb_ingestions_total\{[^}]*\} 2$/mu)
  expect(service.output().match(/a worker ended/gu)).toHaveLength(1)

  service.child.kill('SIGTERM')
  expect(await service.ended).toEqual([0, null])
})
