import fc from 'fast-check'
import { attack } from '../../src/testing/hostile-submissions/attack.ts'
import { bombs } from '../../src/testing/hostile-submissions/hostile-bodies.ts'
import {
  bombRequest,
  type HostileRequest,
  hostileRequests,
  smuggledRequests,
} from '../../src/testing/hostile-submissions/hostile-request.ts'
import type { Tokens } from '../../src/testing/hostile-submissions/hostile-tokens.ts'

export type Sending = {
  receiver: string
  tokens: Tokens
  requests: number
  seed: number
  /** Called after each so many requests. */
  every: number
  inBetween: () => Promise<void>
}

/** Connections at a time. */
const lanes = 48
const madeAtOnce = 2_000

/** Unpacking what is far too much takes a while. */
const bombPatienceMs = 30_000
/** So often the few that are expensive are sent, too. */
const bombsEvery = 10_000

/**
 * Sends hostile requests, the same for the same seed.
 *
 * @returns what is wrong with the answers, each once
 */
export async function sendHostile(sending: Sending): Promise<Set<string>> {
  const { receiver, tokens, requests, every, inBetween } = sending
  const complaints = new Set<string>()
  const source = hostileStream(sending)
  let sent = 0
  const lane = async () => {
    for (let next = source.next(); next.done !== true; next = source.next()) {
      sent += 1
      const isTurn = sent % every === 0
      note(complaints, await attack(receiver, next.value))
      if (isTurn) await inBetween()
    }
  }
  const expensive = async () => {
    const packed = bombs().map((body) => bombRequest(tokens, body))
    for (let time = 0; time < requests / bombsEvery; time += 1) {
      for (const request of packed)
        note(complaints, await attack(receiver, request, bombPatienceMs))
    }
  }
  await Promise.all([expensive(), ...Array.from({ length: lanes }, lane)])
  return complaints
}

function* hostileStream({ tokens, requests, seed }: Sending): Generator<HostileRequest, void> {
  const arbitrary = hostileRequests(tokens)
  const smuggled = smuggledRequests(tokens)
  for (let made = 0; made < requests; made += madeAtOnce) {
    const numRuns = Math.min(madeAtOnce, requests - made)
    yield* fc.sample(arbitrary, { numRuns, seed: seed + made })
    yield* smuggled
  }
}

function note(complaints: Set<string>, complaint: string | undefined): void {
  if (complaint !== undefined) complaints.add(complaint)
}
