import { join } from 'node:path'
import { startThrowawayServer } from '../../src/testing/database/throwaway-server.ts'
import { serve } from '../checks/treeline-process.ts'
import { pgBouncerVersion, startPgBouncer } from '../pgbouncer/pgbouncer.ts'
import { replicaPrograms, startCluster } from '../replicas/cluster.ts'
import { startWritingProcess, type WritingProcess } from './writing-process.ts'

/** How a process other than the one that wrote comes to know of a commit, or what it reads. */
export type OtherKind = 'PostgreSQL tells' | 'nobody tells' | 'reads a replica'

/** Processes on one database. */
export type World = AsyncDisposable & {
  writer: WritingProcess
  /** Where the others answer. */
  others: Map<OtherKind, string>
}

/** Starts what this machine has the programs for. */
export async function openWorld(workspace: string, migrate: (url: string) => void): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const { url, replicaUrl } = await startServers(stack)
  migrate(url)
  const start = async (name: string, env: Record<string, string>) => {
    const settings = { DATA_DIR: join(workspace, name), DEMO_DATA: 'false', LOG_LEVEL: 'error' }
    const served = await serve({ ...settings, DATABASE_URL: url, ...env }, { role: 'api' })
    stack.use(served)
    return served.base
  }
  const others = new Map<OtherKind, string>()
  others.set('PostgreSQL tells', await start('told', { WORKERS: '2' }))
  if (pgBouncerVersion() !== undefined) {
    const { port } = stack.use(await startPgBouncer(url, 'transaction'))
    const pooled = new URL(url)
    pooled.port = String(port)
    others.set('nobody tells', await start('untold', { DATABASE_URL: pooled.href }))
  }
  if (replicaUrl !== undefined) {
    const env = { DATABASE_REPLICA_URLS: replicaUrl }
    others.set('reads a replica', await start('replica', env))
  }
  const writer = stack.use(await startWritingProcess(url, join(workspace, 'writer')))
  const started = stack.move()
  return { writer, others, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

async function startServers(
  stack: AsyncDisposableStack,
): Promise<{ url: string; replicaUrl: string | undefined }> {
  const programs = replicaPrograms()
  if (programs !== undefined) {
    const { primary, replicas } = stack.use(await startCluster(programs, 1))
    return { url: primary.url, replicaUrl: replicas[0]?.url }
  }
  const server = await startThrowawayServer()
  stack.defer(() => server.stop())
  return { url: server.url, replicaUrl: undefined }
}
