import type { DataVersion } from '../../read/versions/data-version.ts'
import type { Form, Header, ReadyAnswer } from './ready-answer.ts'

/**
 * The headers of an answer that say which it is and how fresh: its tag, and until when every commit is in it.
 `Age` counts from that time, not from when the body was made: a body that no commit has
 * changed is as fresh as one that is made now.
 *
 * @param served a word for `Server-Timing`: what the answer cost
 */
export function freshnessHead(
  { etag, madeAt }: ReadyAnswer,
  version: DataVersion,
  served: string,
): Header[] {
  const asOf = version.current === null ? madeAt : version.asOf
  const age = Math.max(0, Math.floor((Date.now() - asOf.getTime()) / 1000))
  return [
    ['etag', etag],
    ['last-modified', madeAt.toUTCString()],
    ['x-data-as-of', asOf.toISOString()],
    ['age', String(age)],
    ['server-timing', served],
  ]
}

/** The headers of a body. */
export function bodyHead({ coding, body }: Form): Header[] {
  const length: Header = ['content-length', String(body.length)]
  return coding === 'identity' ? [length] : [length, ['content-encoding', coding]]
}

/** What a 304 repeats of what the route says: nothing about a body that it does not have. */
export function headOfUnmodified({ headers }: ReadyAnswer): Header[] {
  return headers.filter(([name]) => !name.startsWith('content-'))
}
