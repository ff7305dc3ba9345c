import { startMailServer } from '../../../src/testing/notices/mail-server.ts'

export type ReceivedMail = { readonly raw: Buffer; readonly envelope: readonly string[] }

/** A mail server that keeps what it took. */
export type ReceivingServer = AsyncDisposable & {
  readonly name: string
  readonly port: number
  /** Otherwise lines of what it took end as the system has it. */
  readonly keepsLineEnds: boolean
  /** All that it took, in order. */
  taken: () => ReceivedMail[]
}

/** One of our own, in this process. */
export async function startOwnServer(): Promise<ReceivingServer> {
  const server = await startMailServer()
  return {
    name: 'smtp-server',
    port: server.config.port,
    keepsLineEnds: true,
    taken: () =>
      server.taken.map(({ message, to }) => ({ raw: Buffer.from(message), envelope: to })),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
