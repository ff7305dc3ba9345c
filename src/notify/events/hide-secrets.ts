import { masked } from '../../platform/postgres-address/without-password.ts'

/** Masks the secrets in a text. */
export type HideSecrets = (text: string) => string

/**
 * What looks like a secret, whoever's it is: tokens, passwords in addresses, addresses of webhooks. Patterns that look
 * behind over blanks begin with `(?=\S)`, because looking behind from each blank of a text of 16,000 blanks took two
 * seconds.
 */
const patterns: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /(?=\S)(?<=\bbearer\s+)[\w.~+/=-]{8,}/gi,
  /(?<=:\/\/[^\s/@:]*:)[^\s/@]+(?=@)/g,
  /(?<=\/api(?:\/v\d+)?\/webhooks\/)\d+\/[\w-]+/gi,
  /\bwhsec_[\w+/=-]{8,}/g,
  /(?=\S)(?<=\b(?:password|passwd|secret|token|api[_-]?key)["']?\s*[=:]\s*["']?)[^\s"'&,;]{4,}/gi,
]

/**
 * The last line of defence: events are made of codes, names and counts, but a server may answer with what it
 * was told, and a report quotes logs.
 *
 * @param secrets that the program knows
 */
export function secretsHider(secrets: readonly string[]): HideSecrets {
  // the longest first: one may contain another
  const known = secrets.filter((secret) => secret !== '').toSorted((a, b) => b.length - a.length)
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, masked), text)
    return patterns.reduce((rest, pattern) => rest.replaceAll(pattern, masked), withoutKnown)
  }
}

/** Hides secrets in all texts of some data, and leaves its shape as it is. */
export function hideInData<Data>(data: Data, hide: HideSecrets): Data
export function hideInData(data: unknown, hide: HideSecrets): unknown {
  if (typeof data === 'string') return hide(data)
  if (Array.isArray(data)) return data.map((each) => hideInData(each, hide))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, hideInData(value, hide)]),
  )
}
