import { loadConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { openQueues, type OpenQueues } from '../../src/notify/delivery/open-delivery.ts'
import type { Event } from '../../src/notify/events/event.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { openDatabase, type OpenDatabase } from '../../src/store/app/database.ts'
import type { Tally } from '../checks/tally.ts'
import type { DiscordStandIn } from './discord-stand-in.ts'
import type { WebhookStandIn } from './webhook-stand-in.ts'

export type TellingWorld = {
  events: number
  rounds: number
  seed: number
  env: Readonly<Record<string, string>>
  discord: DiscordStandIn
  webhook: WebhookStandIn
  workspace: string
  tally: Tally
}

/** The ledger, and a way to tell of things as the program does. */
export type Announcing = AsyncDisposable & {
  database: OpenDatabase
  announce: (event: Event) => Promise<void>
}

export async function openAnnouncing(env: Readonly<Record<string, string>>): Promise<Announcing> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(
    openDatabase({
      url: env['DATABASE_URL'] ?? '',
      applicationName: 'telling',
      poolSize: 4,
      acquireTimeoutMs: 30_000,
      statementTimeoutMs: 60_000,
      onIdleError: () => {},
    }),
  )
  const config = loadConfig(readEnv({ ...env }))
  const queues: OpenQueues = stack.use(
    await openQueues({ config, database, log: createLog('error') }, { supervises: false }),
  )
  const opened = stack.move()
  return {
    database,
    announce: (event) => database.db.transaction().execute((tx) => queues.announce(tx, event)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
