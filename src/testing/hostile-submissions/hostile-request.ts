import fc from 'fast-check'
import { smallDocument } from '../../ingest/testing/small-documents.ts'
import { type HostileBody, hostileBodies } from './hostile-bodies.ts'
import type { Tokens } from './hostile-tokens.ts'

/** What is sent over one connection, one character per byte. */
export type HostileRequest = {
  /** The answer to HEAD has no body. */
  method: string
  /** Sent one after the other, with a moment between them. */
  pieces: readonly string[]
  /** How the client leaves when it has seen what it gets. */
  leaves: 'closing' | 'resetting'
}

const methods = ['GET', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'post', 'P\0ST', 'PRI', '']
const targets = [
  '/status',
  '/status?id=../../x',
  `/status?id=${'a'.repeat(200)}`,
  '/authtest',
  '//submit',
  '/submit/',
  '/submit?x=\\',
  'http://other.example/submit',
  '*',
  '/\0',
  `/${'x'.repeat(17_000)}`,
]

const goodDocument = JSON.stringify(smallDocument('smuggled'))

/** Headers that say how long a body is, truly or not, and what they make of it. */
const framings: readonly ((body: string) => string)[] = [
  (body) => `Content-Length: ${body.length + 5}\r\n\r\n${body}`,
  (body) => `Content-Length: ${Math.max(body.length - 5, 0)}\r\n\r\n${body}`,
  (body) => `Content-Length: -1\r\n\r\n${body}`,
  (body) => `Content-Length: 0x10\r\n\r\n${body}`,
  (body) => `Content-Length: 99999999999999999999\r\n\r\n${body}`,
  (body) => `Content-Length: ${2 ** 30}\r\n\r\n${body}`,
  (body) => `Content-Length: 1\r\nContent-Length: 2\r\n\r\n${body}`,
  (body) => `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${body}`,
  (body) => `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${chunk(body)}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${chunk(body)}0\r\nContent-Length: 5\r\n\r\n`,
  (body) => `Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n${body}`,
  (body) => `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
  (body) => `Expect: 100-continue\r\nContent-Length: 4\r\n\r\n${body}`,
  (body) => `Expect: 200-ok\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length}\r\nHost: y\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length}\r\n${'X: y\r\n'.repeat(300)}\r\n${body}`,
  (body) => `Content-Length: ${body.length}\r\nX: ${'y'.repeat(20_000)}\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length}\n\n${body}`,
  () => '\r\n',
]

function chunk(body: string): string {
  return `${body.length.toString(16)};${'x'.repeat(20)}\r\n${body}\r\n`
}

/** Mostly what leads on to the next hurdle. */
function mostly<Value>(usual: Value, unusual: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, { arbitrary: unusual, weight: 1 })
}

/** Requests of which a receiver must store nothing, however they come. */
export function hostileRequests({ good, bad }: Tokens): fc.Arbitrary<HostileRequest> {
  const bearer = `Authorization: Bearer ${good}\r\n`
  const honest = (body: string) => `Content-Length: ${body.length}\r\n\r\n${body}`
  return fc
    .record({
      method: mostly('POST', fc.constantFrom(...methods)),
      target: mostly('/submit', fc.constantFrom(...targets)),
      authorization: mostly(bearer, fc.constantFrom(...bad)),
      framing: mostly(honest, fc.constantFrom(...framings)),
      packed: hostileBodies,
      times: mostly(1, fc.constantFrom(2, 40)),
      pieces: mostly(1, fc.constantFrom(2, 5, 30)),
      share: mostly(1, fc.double({ min: 0, max: 1, noNaN: true })),
      leaves: fc.constantFrom('closing' as const, 'resetting' as const),
    })
    .map(({ method, target, authorization, framing, packed, ...sending }) => {
      const text = headOf(method, target, authorization, packed) + framing(packed.body)
      return { method, ...delivery(text, sending) }
    })
}

/** Good submissions that are hidden in the body of something that is refused for how it is framed. */
export function smuggledRequests({ good }: Tokens): HostileRequest[] {
  const authorization = `Authorization: Bearer ${good}\r\n`
  const hidden = `POST /submit HTTP/1.1\r\nHost: x\r\n${authorization}Content-Length: ${goodDocument.length}\r\n\r\n${goodDocument}`
  const outer = headOf('POST', '/submit', authorization, { coding: '', body: '' })
  return [
    `${outer}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `${outer}Content-Length: 0\r\nContent-Length: 5\r\n\r\n${hidden}`,
    `${outer}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `${outer}Transfer-Encoding: identity\r\n\r\n${hidden}`,
    `${outer}Content-Length: ${hidden.length}\r\n\r\n${hidden}`,
    `${outer}Content-Length: +0\r\n\r\n${hidden}`,
    `${outer}Expect: 200-ok\r\nContent-Length: 0\r\n\r\n${hidden}`,
    `POST /submit HTTP/1.1\r\nHost: x\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  ].map((text) => ({ method: 'POST', pieces: [text], leaves: 'closing' }))
}

/** A submission of what unpacks to far more than it has. */
export function bombRequest({ good }: Tokens, packed: HostileBody): HostileRequest {
  const head = headOf('POST', '/submit', `Authorization: Bearer ${good}\r\n`, packed)
  const text = `${head}Content-Length: ${packed.body.length}\r\n\r\n${packed.body}`
  return { method: 'POST', pieces: [text], leaves: 'closing' }
}

function headOf(
  method: string,
  target: string,
  authorization: string,
  { coding }: HostileBody,
): string {
  const packing = coding === '' ? '' : `Content-Encoding: ${coding}\r\n`
  return `${method} ${target} HTTP/1.1\r\nHost: x\r\n${authorization}${packing}`
}

type Sending = { times: number; pieces: number; share: number; leaves: HostileRequest['leaves'] }

function delivery(
  text: string,
  { times, pieces, share, leaves }: Sending,
): Pick<HostileRequest, 'pieces' | 'leaves'> {
  const all = text.repeat(times)
  const sent = all.slice(0, Math.ceil(all.length * share))
  const length = Math.max(Math.ceil(sent.length / pieces), 1)
  return {
    leaves,
    pieces: Array.from({ length: pieces }, (_, index) =>
      sent.slice(index * length, (index + 1) * length),
    ),
  }
}
