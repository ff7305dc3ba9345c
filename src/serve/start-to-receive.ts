import type { Context } from '../context.ts'
import type { Trouble } from '../notify/troubles/trouble.ts'
import { authentication } from '../receiver/authentication/authenticate.ts'
import { tokenSecrets } from '../receiver/authentication/secrets.ts'
import { startReceiver } from '../receiver/start-receiver.ts'
import { followRevocations } from '../receiver/tokens/revocations.ts'
import { revokedTokens } from '../receiver/tokens/token-table.ts'
import { AddressTaken } from './servers/listen-failure.ts'
import type { Servers } from './servers/servers.ts'
import { watchRequests } from './telling/watch-requests.ts'

/**
 * Takes in submissions over HTTP; before the first look at the spool, where what is received meanwhile
 * waits.
 *
 * @returns the address; null when a port that nobody chose is taken, as it is for a second instance that
 *   was given a port for its API alone: the log says so, and the rest works
 * @throws AddressTaken when the port was chosen
 */
export async function startToReceive(
  context: Context,
  spoolDir: string,
  servers: Servers,
  stack: AsyncDisposableStack,
  note: (trouble: Trouble) => void,
): Promise<string | null> {
  const { config, database, log, metrics } = context
  const { port, isPortChosen, bindsOrigins, refusesAtOnce, waitingFiles, freeBytes } =
    config.receiver
  const secrets = await tokenSecrets(config)
  if (secrets === null) log.warn({}, 'JWT_SECRET is empty: everybody may submit, without a token')
  const revocations = stack.use(await followRevocations(() => revokedTokens(database.db), log))
  const address = { host: config.host, port }
  const starting = startReceiver({
    ...address,
    keepAliveMs: config.keepAliveMs,
    spoolDir,
    spoolLimits: { waitingFiles, freeBytes },
    authenticate: authentication(secrets, revocations.isRevoked),
    bindsOrigins,
    refusesAtOnce,
    automaticLab: config.automaticLab,
    log,
    metrics,
    observer: watchRequests({ requestStarted: () => {}, requestFinished: () => {} }, note),
  })
  try {
    const server = await servers.add(starting, { variable: 'RECEIVER_PORT', ...address })
    return server.url
  } catch (error) {
    if (isPortChosen || !(error instanceof AddressTaken)) throw error
    log.warn({ reason: error.message }, 'submissions are not taken in over HTTP')
    return null
  }
}
