/** Hosts that may be fetched from: one of them, or all below a name. */
export type HostRule = {
  /** In lower case, as a parsed URL has it; of `*.example.org` what follows the star, with its dot. */
  host: string
  isWildcard: boolean
  /** Null for the usual port of the scheme. */
  port: string | null
  /** What the path has to begin with; it ends in a slash. */
  path: string
}

const form =
  /^(?<star>\*)?(?<host>[^\s*/:@?#\\[\]]+|\[[\da-f:.]+\])(?::(?<port>\d{1,5}))?(?<path>\/.*)?$/iu

/**
 * Reads `host`, `*.domain`, `host:port` or `host/path/`.
 *
 * @returns null when the text is none of these
 */
export function parseHostRule(text: string): HostRule | null {
  const { star, host = '', port, path = '/' } = form.exec(text.trim())?.groups ?? {}
  const isWildcard = star !== undefined
  if (host === '' || (isWildcard && !host.startsWith('.'))) return null
  // the parser's own spelling, so that a rule and an address cannot differ in spelling alone
  const url = URL.parse(`http://${isWildcard ? host.slice(1) : host}:${port ?? 80}${path}`)
  if (url === null || url.search !== '' || url.hash !== '' || !url.pathname.endsWith('/'))
    return null
  return {
    host: isWildcard ? `.${url.hostname}` : url.hostname,
    isWildcard,
    port: port ?? null,
    path: url.pathname,
  }
}

/** The rule that allows what lies below an address, and nothing else. */
export function ruleOfAddress(address: string): HostRule {
  const { hostname, port, pathname } = new URL(address)
  const path = pathname.endsWith('/') ? pathname : `${pathname}/`
  return { host: hostname, isWildcard: false, port: port === '' ? null : port, path }
}

const usualPorts: Record<string, string> = { 'http:': '80', 'https:': '443' }

/** Whether one of the rules allows to fetch from there (api-misc.md 10). */
export function isAllowed(url: URL, rules: readonly HostRule[]): boolean {
  return rules.some((rule) => fitsHost(url, rule) && fitsPort(url, rule) && fitsPath(url, rule))
}

function fitsHost({ hostname }: URL, { host, isWildcard }: HostRule): boolean {
  if (!isWildcard) return hostname === host
  return hostname.endsWith(host) && hostname.length > host.length
}

function fitsPort({ protocol, port }: URL, rule: HostRule): boolean {
  const usual = usualPorts[protocol]
  return (port === '' ? usual : port) === (rule.port ?? usual)
}

function fitsPath({ pathname }: URL, rule: HostRule): boolean {
  return rule.path === '/' || (pathname.startsWith(rule.path) && !climbs(pathname))
}

/**
 * Whether a server that decodes the path, once or twice, could take it for one that leads upwards. The
 * parser has resolved the dot segments that it sees already.
 */
function climbs(pathname: string): boolean {
  const decoded = pathname
    .replaceAll(/%(?:25)*2e/giu, '.')
    .replaceAll(/%(?:25)*(?:2f|5c)|\\/giu, '/')
  return decoded.split('/').includes('..')
}
