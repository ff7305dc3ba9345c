import { stat } from 'node:fs/promises'
import type { MetricsRegistry } from '../platform/metrics/metrics.ts'
import type { Logger } from '../platform/log/log.ts'
import type { RequestObserver } from '../http/metrics/http-metrics.ts'
import { type RunningServer, startHttpServer } from '../http/server/http-server.ts'
import { openSpool } from '../ingest/spool/spool.ts'
import type { Authenticate } from './authentication/authenticate.ts'
import { createReceiverApp } from './receiver-app.ts'
import { createReceiverMetrics } from './receiver-metrics.ts'
import { minimalRate } from './receiving/at-minimal-rate.ts'
import { DocumentChecker } from './receiving/document-checker.ts'
import {
  makeIncomingFolder,
  remakeIncomingFolder,
  removeAbandoned,
} from './receiving/incoming-folder.ts'
import { ReceivingPlaces } from './receiving/receiving-places.ts'
import { type SpoolLimits, SpoolRoom } from './receiving/spool-room.ts'
import { SyncedFolder } from './receiving/synced-folder.ts'

export type ReceiverOptions = {
  host: string
  port: number
  keepAliveMs: number
  spoolDir: string
  spoolLimits: SpoolLimits
  authenticate: Authenticate
  /** Documents may name the origin of their token alone. */
  bindsOrigins: boolean
  /** Documents that are not valid are refused by the answer; else they are taken in, and refused by the ingester. */
  refusesAtOnce: boolean
  automaticLab: RegExp
  log: Logger
  metrics: MetricsRegistry
  /** Told of every request that was answered; nobody by default. */
  observer?: RequestObserver | undefined
}

/** How often what killed receivers left is looked for, in milliseconds. */
const tidyMs = 3_600_000

const hourMs = 3_600_000

/** The largest document at the lowest rate takes 17 hours, and half a minute to be read. */
const limits = { answerMs: 24 * hourMs, stalledMs: 300_000 }

/**
 * Starts to take in submissions over HTTP. Closing it lets those that are on their way end; what is not
 * there by then is as if it had never been sent.
 *
 * @throws SpoolError when the spool cannot be used; the system's error when the address cannot
 */
export async function startReceiver(options: ReceiverOptions): Promise<RunningServer> {
  const { host, port, keepAliveMs, log } = options
  const { root } = await openSpool(options.spoolDir)
  const incoming = await makeIncomingFolder(root)
  const { dev } = await stat(root)
  await using stack = new AsyncDisposableStack()
  const checker = stack.use(checkerOf(options, incoming))
  stack.use(tidying(incoming, log))
  const room = new SpoolRoom(root, options.spoolLimits)
  const app = createReceiverApp({
    authenticate: options.authenticate,
    receiving: {
      spoolRoot: new SyncedFolder(root),
      incoming,
      remakeIncoming: () => remakeIncomingFolder(root, dev),
      places: new ReceivingPlaces(),
      room,
      checker,
      rate: minimalRate,
      bindsOrigins: options.bindsOrigins,
    },
    log,
    metrics: createReceiverMetrics(options.metrics, room),
    observer: options.observer,
  })
  const server = await startHttpServer(app, {
    host,
    port,
    limits: { ...limits, keepAliveMs },
    watchesBodies: true,
  })
  const opened = stack.move()
  return {
    url: server.url,
    close: async (deadlineMs) => {
      await server.close(deadlineMs)
      await opened.disposeAsync()
    },
  }
}

function checkerOf(
  { automaticLab, refusesAtOnce, log }: ReceiverOptions,
  incoming: string,
): DocumentChecker {
  const options = { root: incoming, automaticLab, treeNames: new Map<string, string>(), log }
  return new DocumentChecker(options, refusesAtOnce)
}

/** Removes what receivers left that were killed, now and later. */
function tidying(incoming: string, log: Logger): Disposable {
  const tidy = () =>
    removeAbandoned(incoming).then(
      (removed) => {
        if (removed > 0) log.info({ removed }, 'removed what was never received wholly')
      },
      (error: unknown) => log.warn({ err: error }, 'cannot look for what was left unfinished'),
    )
  void tidy()
  const timer = setInterval(() => void tidy(), tidyMs).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
