import { isIPv6 } from 'node:net'

/** Runs of plain characters with escapes between them; written so that failing takes linear time. */
function charactersOf(plain: string): string {
  return `[${plain}]*(?:%[0-9A-Fa-f]{2}[${plain}]*)*`
}

const unreservedOrSubDelimiter = "A-Za-z0-9._~!$&'()*+,;=-"
const name = charactersOf(unreservedOrSubDelimiter)
const userInformation = charactersOf(`:${unreservedOrSubDelimiter}`)
const path = charactersOf(`:@/${unreservedOrSubDelimiter}`)
const query = charactersOf(`:@/?${unreservedOrSubDelimiter}`)
const authority = `//(?:${userInformation}@)?(?:\\[([^\\]]*)\\]|${name})(?::[0-9]*)?(?=[/?#]|$)`

/** `URI` of RFC 3986; its one group is what stands between the brackets of an IP literal. */
const uri = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?:${authority}|(?!//))${path}(?:\\?${query})?(?:#${query})?$`,
)

const futureAddress = /^[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+$/

/**
 * Whether a text is an absolute URI of RFC 3986, with a scheme and ASCII only
 * (submission-format.md 2.7). Takes linear time.
 */
export function isUri(text: string): boolean {
  // asking for the group takes three times as long
  if (!text.includes('[')) return uri.test(text)
  const literal = uri.exec(text)?.[1]
  return literal !== undefined && isAddress(literal)
}

/** Node also takes a zone (`fe80::1%eth0`), which RFC 3986 does not know. */
function isAddress(literal: string): boolean {
  return (isIPv6(literal) && !literal.includes('%')) || futureAddress.test(literal)
}
