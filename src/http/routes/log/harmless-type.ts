/** Types under which nothing can be run or shown as a page of ours. */
export const harmlessTypes = ['text/plain', 'application/gzip', 'application/octet-stream'] as const
type HarmlessType = (typeof harmlessTypes)[number]

const otherNames: Record<string, HarmlessType> = { 'application/x-gzip': 'application/gzip' }

/** What people may read, but a browser could run or show as a page: HTML, SVG, XML, scripts, styles. */
const readable = /^text\/|[/+](?:json|xml|yaml|x-yaml|javascript|x-javascript|ecmascript|x-sh)$/u

const form = /^(?<type>[\w.+-]+\/[\w.+-]+)\s*(?:;(?<parameters>.*))?$/u

/**
 * The type under which a body of a stranger may be sent from our origin (api-misc.md 10): what is text is
 * `text/plain` with its character set, what nobody knows are mere bytes.
 *
 * @param claimed the `Content-Type` of the stranger
 */
export function harmlessType(claimed: string | undefined): string {
  const { type = '', parameters = '' } = form.exec(claimed?.trim() ?? '')?.groups ?? {}
  const harmless = harmlessName(type.toLowerCase())
  if (harmless !== 'text/plain') return harmless
  const charset = /(?:^|;)\s*charset\s*=\s*"?([\w.:+-]{1,40})"?\s*(?:;|$)/iu.exec(parameters)?.[1]
  return charset === undefined ? harmless : `${harmless}; charset=${charset}`
}

function harmlessName(type: string): HarmlessType {
  const known = harmlessTypes.find((one) => one === type) ?? otherNames[type]
  if (known !== undefined) return known
  return readable.test(type) ? 'text/plain' : 'application/octet-stream'
}
