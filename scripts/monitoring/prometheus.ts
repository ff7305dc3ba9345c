import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stringify } from 'yaml'
import { freePort } from '../checks/free-port.ts'
import { ruleFiles } from './rules.ts'

const startMsMax = 60_000
const pollMs = 100
const promtoolMsMax = 120_000

/** The version of the Prometheus of this machine; undefined without it or its promtool. */
export function prometheusVersion(): string | undefined {
  const [version] = ['prometheus', 'promtool'].map(
    (program) => spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout,
  )
  return /version (\S+)/.exec(version ?? '')?.[1]
}

/** Runs promtool to its end; what it says, with its exit status. */
export function promtool(args: readonly string[], input = ''): { status: number; said: string } {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, {
    encoding: 'utf8',
    input,
    timeout: promtoolMsMax,
  })
  return { status: status ?? 1, said: error?.message ?? stdout + stderr }
}

/** A series of an answer, with its newest value. */
export type Series = { labels: Record<string, string>; value: number }

/** A Prometheus that looks at one service every second, with our rules; disposing ends it. */
export type RunningPrometheus = AsyncDisposable & {
  /** @throws an error with what it says of an expression that it does not understand */
  query: (expr: string) => Promise<Series[]>
  /** What it answers under `/api/v1/`, without the frame. */
  get: (path: string) => Promise<unknown>
}

/** @param metrics where the service shows its metrics */
export async function startPrometheus(
  metrics: string,
  workspace: string,
): Promise<RunningPrometheus> {
  const port = await freePort()
  const file = join(workspace, 'prometheus.yml')
  writeFileSync(file, configuration(new URL(metrics)))
  const child = spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(workspace, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const get = async (path: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
    const { data, error } = (await answer.json()) as { data?: unknown; error?: string }
    if (error !== undefined) throw new Error(error)
    return data
  }
  await untilReady(`http://127.0.0.1:${port}/-/ready`)
  return {
    get,
    query: async (expr) => {
      const { result } = (await get(`query?query=${encodeURIComponent(expr)}`)) as Vector
      return result.map(({ metric, value: [, value] }) => ({
        labels: metric,
        value: Number(value),
      }))
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      if (child.kill('SIGTERM')) await ended
    },
  }
}

type Vector = { result: { metric: Record<string, string>; value: [number, string] }[] }

/** As docs/monitoring/prometheus.yml, with other places and no patience. */
function configuration({ host, pathname }: URL): string {
  return stringify({
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ruleFiles.map((file) => resolve(file)),
    scrape_configs: [
      {
        job_name: 'treeline',
        metrics_path: `${pathname.replace(/\/$/, '')}/`,
        static_configs: [{ targets: [host] }],
      },
    ],
  })
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + startMsMax
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await sleep(pollMs)
  }
  throw new Error('prometheus does not answer')
}
