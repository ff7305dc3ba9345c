/**
 * Submits small documents over many connections for some seconds. Arguments: the receiver, a token, connections,
 * seconds. In a process of its own, so that what it costs is not taken for the receiver's.
 */
import { Agent, request } from 'node:http'
import { smallTests } from './small-files.ts'
import type { FloodMessage } from './submit-message.ts'

const [, , receiver, token, connections, seconds] = process.argv
if (receiver === undefined || token === undefined) {
  throw new Error('usage: flood.ts RECEIVER TOKEN CONNECTIONS SECONDS')
}
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const address = new URL('/submit', receiver)
const milliseconds: number[] = []
let refused = 0
let number = 0

/** The status of the answer; 0 when there is none. */
function submit(body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Length': Buffer.byteLength(body) }
    const sent = request(address, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}

async function lane(until: number): Promise<void> {
  while (performance.now() < until) {
    const body = JSON.stringify(smallTests((number += 1)))
    const started = performance.now()
    if ((await submit(body)) === 200) milliseconds.push(performance.now() - started)
    else refused += 1
  }
}

const started = performance.now()
const until = started + 1000 * Number(seconds)
await Promise.all(Array.from({ length: Number(connections) }, () => lane(until)))
agent.destroy()
const message: FloodMessage = {
  acknowledged: milliseconds.length,
  refused,
  seconds: (performance.now() - started) / 1000,
  milliseconds,
}
process.send?.(message)
