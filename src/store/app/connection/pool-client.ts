import { Socket } from 'node:net'
import pg from 'pg'
import { otherGivesWay } from '../../../platform/process/give-way.ts'
import { type CancelKey, requestCancel } from './cancel-request.ts'
import { PreparedStatements } from './prepared-statements.ts'
import { servesPort } from './server-process.ts'
import {
  openSessionSql,
  sessionSettings,
  type Setting,
  setSql,
  type Timeouts,
} from './session-settings.ts'

/** How long a server may take to pass a cancellation on, in milliseconds. */
const cancelMsMax = 5_000

/**
 * A connection that knows whether the session behind it is its own. Behind a pooler it may not be: in
 * transaction mode every transaction may meet another server process, with settings that somebody else
 * made, and what is set for longer than a transaction is set for others.
 */
export class PoolClient extends pg.Client {
  /** What readers keep prepared on it. */
  readonly prepared = new PreparedStatements()
  readonly #config: pg.ClientConfig
  #key: CancelKey | undefined
  #settings: readonly Setting[] = []
  #ownsSession = false
  #isEnding = false

  constructor(config: pg.ClientConfig = {}) {
    super(config)
    this.#config = config
    // of an address without options the driver takes PGOPTIONS, which are for another server: where they count the address has them
    Object.assign(Object(this).connectionParameters, { options: config.options })
    this.connection.once('backendKeyData', ({ processID, secretKey }: CancelKey) => {
      this.#key = { processID, secretKey }
    })
    // in the language of the server; where that is another one, only its end says so
    this.connection.on('errorMessage', ({ severity }: { severity?: string }) => {
      this.#isEnding ||= severity === 'FATAL'
    })
    // The statement in flight fails and tells; without a listener the process would end when a
    // connection in use does.
    this.on('error', () => {})
    this.once('connect', () => {
      // a frozen server, or a network that swallows everything
      this.#socket?.on('timeout', () => this.#socket?.destroy())
    })
  }

  /**
   * Gives a new connection the settings that everything rests on, for as long as it lives if the
   * session is its own: then the process that answers is the one that introduced itself. Poolers
   * introduce themselves.
   */
  async openSession(timeouts: Timeouts, silenceMs: number): Promise<void> {
    this.endAfterSilence(silenceMs)
    const wanted = openSessionSql(sessionSettings(timeouts), this.#key?.processID ?? 0)
    const { rows } = await this.query<Setting & { own: boolean }>(wanted)
    this.#settings = rows.map(({ name, value }) => ({ name, value }))
    this.#ownsSession = rows[0]?.own ?? false
    this.endAfterSilence(0)
  }

  /** Whether the server has said that it ends the connection, which it does a moment later. */
  get isEnding(): boolean {
    return this.#isEnding
  }

  get ownsSession(): boolean {
    return this.#ownsSession
  }

  /** Statements for the beginning of a transaction on a session that is not this connection's own. */
  get localSettingsSql(): string {
    return setSql(this.#settings, 'local')
  }

  /** Another connection to the same place, not connected yet and nobody's but the caller's. */
  sibling(): PoolClient {
    return new PoolClient(this.#config)
  }

  /** Sets everything anew for the session, with these timeouts (`takeSession` sees whether it may). */
  async setTimeouts(timeouts: Timeouts): Promise<void> {
    const known = new Set(this.#settings.map(({ name }) => name))
    const settings = sessionSettings(timeouts).filter(({ name }) => known.has(name))
    await this.query(setSql(settings, 'session'))
  }

  /** Makes the connection fit for readers again; on a session of somebody else they set their own. */
  async resetTimeouts(): Promise<void> {
    if (this.#ownsSession) await this.query(setSql(this.#settings, 'session'))
  }

  /** Ends the connection when nothing has come or gone for so many milliseconds; 0 for never. */
  endAfterSilence(ms: number): void {
    this.#socket?.setTimeout(ms)
  }

  /**
   * The server's process of this connection gives way to others for as long as it lives, where it is a process of this
   * machine that we may tell so. No reader may get the connection afterwards.
   *
   * @param priority that of what nobody waits for, if not said
   */
  async serverGivesWay(priority?: number): Promise<void> {
    const [pid, port] = [this.#key?.processID, this.#socket?.localPort]
    if (pid === undefined || port === undefined) return
    if (await servesPort(pid, port)) otherGivesWay(pid, priority)
  }

  /** Ends the connection without a word to the server. */
  cut(): void {
    this.connection.stream.destroy()
  }

  /** Cancels the statement that runs on this connection; a server that is away has ended it as well. */
  async cancelStatement(): Promise<void> {
    if (this.#key === undefined) return
    const { ssl = false, sslnegotiation: negotiation = 'postgres' } = this.#config
    const target = { host: this.host, port: this.port, ssl: ssl === true ? {} : ssl, negotiation }
    await requestCancel(target, this.#key, AbortSignal.timeout(cancelMsMax)).catch(() => {})
  }

  /** With TLS another one than at first. */
  get #socket(): Socket | undefined {
    const { stream } = this.connection
    return stream instanceof Socket ? stream : undefined
  }
}

/** A client of one of our pools as what it is: the driver's types do not say. */
export function sessionOf<Client extends pg.ClientBase>(client: Client): Client & PoolClient {
  if (client instanceof PoolClient) return client
  throw new TypeError('the connection was not opened by openDatabase')
}
