/** Parameters in the order in which they are sent; a list is sent as a repeated parameter. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

/** A call that the dashboard makes, and what it expects of the answer. */
export type FrontendCall = {
  method: 'GET' | 'POST'
  /** As it is sent: ids as they are, branches escaped. */
  path: string
  query?: Query
  body?: object
  /** Members that the page reads: `a.b` of an object, `[]` of the first element of a list, if any. */
  reads: readonly string[]
  /** The status that it expects; 200 unless said otherwise. */
  status?: number
  /** Whether it finds something, which is so unless said otherwise; a page shows that it does not (api-misc.md 1.7, shape A). */
  finds?: 'nothing' | 'perhaps'
}

/** Names of members, written as words, below a place. */
export function members(place: string, names: string): string[] {
  return names.split(' ').map((name) => place + name)
}

/** The path and query as the dashboard's HTTP client writes them: some characters stay as they are. */
export function targetOf({ path, query = {} }: FrontendCall): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${escaped(name)}=${escaped(one)}`),
  )
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

function escaped(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replaceAll('%24', '$')
    .replaceAll('%2C', ',')
    .replaceAll('%20', '+')
    .replaceAll('%5B', '[')
    .replaceAll('%5D', ']')
}

/**
 * What a page that made a call cannot do with its answer.
 *
 * @param body the parsed answer
 * @returns members that are read and not there, or that there is an error, or none; empty when all is well
 */
export function problemsOf({ reads, finds }: FrontendCall, body: object): string[] {
  if (!('error' in body)) return finds === 'nothing' ? ['found'] : missingReads(body, reads)
  return finds === undefined ? ['error'] : []
}

/** Which of the members that a page reads an answer lacks. */
function missingReads(body: unknown, reads: readonly string[]): string[] {
  return reads.filter((path) => !isThere(body, path.split('.')))
}

function isThere(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true
  if (step === '[]') {
    if (!Array.isArray(value)) return false
    return value.length === 0 || isThere(value[0], rest)
  }
  if (typeof value !== 'object' || value === null || !(step in value)) return false
  return isThere((value as Record<string, unknown>)[step], rest)
}
