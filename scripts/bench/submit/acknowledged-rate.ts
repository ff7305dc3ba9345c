import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { SignJWT } from 'jose'
import { secretKey } from '../../../src/receiver/authentication/secrets.ts'
import { temporaryFolder } from '../ingest/bench-files.ts'
import type { FloodMessage } from './submit-message.ts'

/** Connections that submit at a time. */
const connections = 64

const secret = 'a secret of a benchmark'

const floorProgram = new URL('./floor-receiver.ts', import.meta.url)
const ourProgram = new URL('./our-receiver.ts', import.meta.url)
const floodProgram = new URL('./flood.ts', import.meta.url)

/** What a receiver acknowledges of small documents while it gets as many as it takes. */
export async function acknowledgedRate(
  receiver: 'floor' | 'ours',
  seconds: number,
): Promise<FloodMessage> {
  await using spool = await temporaryFolder()
  const program = receiver === 'floor' ? floorProgram : ourProgram
  // nobody reads the log; it is written all the same
  const child = fork(program, [spool.path, secret], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  try {
    const [url] = (await once(child, 'message')) as [string]
    await flood(url, 1) // until everything is loaded
    return await flood(url, seconds)
  } finally {
    await end(child)
  }
}

/** Submits for some seconds from a process of its own. */
async function flood(url: string, seconds: number): Promise<FloodMessage> {
  const child = fork(floodProgram, [
    url,
    await benchToken(secret),
    String(connections),
    String(seconds),
  ])
  const [message] = (await once(child, 'message')) as [FloodMessage]
  await end(child)
  if (message.refused > 0) throw new Error(`${message.refused} submissions were not acknowledged`)
  return message
}

/** A token for a receiver with this secret. */
export function benchToken(by: string): Promise<string> {
  const claims = new SignJWT({ origin: 'probe' }).setProtectedHeader({ alg: 'HS256' })
  return claims.setExpirationTime('1 day').sign(secretKey(by))
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  if (child.exitCode === null && child.kill()) await ended
}
