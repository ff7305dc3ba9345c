import { FetchError } from './fetch-error.ts'
import { type HostRule, isAllowed } from './host-rules.ts'

/** What makes parsers disagree about where the host ends (api-misc.md 17), and what they leave out. */
const ambiguous = /[\\\p{Cc}]|^\s|\s$/u

/** A host has to follow: parsers take `https:/x` and `https:///x` for `https://x`. */
const absolute = /^https?:\/\/[^/?#]/iu

/**
 * Parses an address once. What comes back is used for every check and for the request itself, so that no
 * two parsers can read it in different ways.
 *
 * @throws FetchError `invalid_url`, `host_not_allowed`
 */
export function checkedUrl(text: string, rules: readonly HostRule[]): URL {
  const url = absolute.test(text) && !ambiguous.test(text) ? URL.parse(text) : null
  if (url === null)
    throw new FetchError('invalid_url', 'no address of the form http(s)://host/path')
  return allowedUrl(url, rules)
}

/**
 * The same for an address that a redirect leads to, parsed already.
 *
 * @throws FetchError `invalid_url`, `host_not_allowed`
 */
export function allowedUrl(url: URL, rules: readonly HostRule[]): URL {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError('invalid_url', 'the scheme is neither http nor https')
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchError('invalid_url', 'an address must not hold a user name or password')
  }
  if (!isAllowed(url, rules)) {
    throw new FetchError('host_not_allowed', 'the host is not among those that are allowed')
  }
  return url
}
