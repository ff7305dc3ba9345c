import type { ReaderConnection } from '../connection/reader-connection.ts'
import type { ReadServers } from './read-servers.ts'
import { isFaultOfReplica, ReplicaFailed } from './replica-failed.ts'

/** How the query builder begins a transaction. */
const beginning = /^(?:begin|start transaction)\b/u

/** Around a statement of its own, so that it is read from the state whose commit was looked at. */
const alone = 'start transaction isolation level repeatable read read only'

type Answer = Awaited<ReturnType<ReaderConnection['query']>>

const begun: Answer = { command: 'BEGIN', rowCount: null, rows: [] }

/**
 * A connection of the query builder that finds its server with its first statement: a replica that shows every commit
 * which is known, looked at in the same state of the database as what is read, in the message that begins it; else
 * the primary. On a replica each statement outside of a transaction gets one around it.
 */
export class ReplicatedConnection {
  readonly #servers: ReadServers
  #connection: ReaderConnection | null = null
  #isReplica = false

  constructor(servers: ReadServers) {
    this.#servers = servers
  }

  async query(text: string, parameters: readonly unknown[]): Promise<Answer> {
    if (this.#connection !== null) return this.#ask(this.#connection, text, parameters)
    if (!beginning.test(text)) return this.#alone(text, parameters)
    this.#connection = await this.#servers.beginOnReplica(text)
    this.#isReplica = this.#connection !== null
    if (this.#isReplica) return begun
    this.#connection = await this.#servers.connectToPrimary()
    return this.#connection.query(text, parameters)
  }

  release(destroy?: boolean): void {
    this.#connection?.release(destroy)
    this.#connection = null
  }

  async #ask(
    connection: ReaderConnection,
    text: string,
    parameters: readonly unknown[],
  ): Promise<Answer> {
    try {
      return await connection.query(text, parameters)
    } catch (error) {
      if (this.#isReplica && isFaultOfReplica(error)) throw new ReplicaFailed(error)
      throw error
    }
  }

  async #alone(text: string, parameters: readonly unknown[]): Promise<Answer> {
    const replica = await this.#servers.beginOnReplica(alone)
    if (replica !== null) {
      const answer = await answerOf(replica, text, parameters)
      if (answer !== null) return answer
    }
    const primary = await this.#servers.connectToPrimary()
    try {
      return await primary.query(text, parameters)
    } finally {
      primary.release()
    }
  }
}

/** The answer of a replica to the statement of a transaction; null where the replica fails. */
async function answerOf(
  replica: ReaderConnection,
  text: string,
  parameters: readonly unknown[],
): Promise<Answer | null> {
  let isWhole = false
  try {
    const answer = await replica.query(text, parameters)
    await replica.query('commit', [])
    isWhole = true
    return answer
  } catch (error) {
    if (isFaultOfReplica(error)) return null
    isWhole = await replica.query('rollback', []).then(
      () => true,
      () => false,
    )
    throw error
  } finally {
    replica.release(!isWhole)
  }
}
