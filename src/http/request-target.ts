import { treePath } from './tree-path.ts'

/** As long as the reference accepts a request line, in bytes (api-misc.md 1.15). */
const maxBytes = 4094
const maxParameters = 1000

const treePrefix = '/api/tree/'

/** What to route by when the path cannot be read; no readable path holds a bare percent sign. */
export const unreadablePath = '/%'

/** What to route by when the path has a form that nothing serves. */
export const unservedPath = '/%unserved'

/** The raw path of an absolute address and its query, without `?`. */
function split(url: string): { path: string; query: string } {
  const start = url.indexOf('/', url.indexOf('//') + 2)
  const [beforeFragment = ''] = (start === -1 ? '/' : url.slice(start)).split('#', 1)
  const mark = beforeFragment.indexOf('?')
  return mark === -1
    ? { path: beforeFragment, query: '' }
    : { path: beforeFragment.slice(0, mark), query: beforeFragment.slice(mark + 1) }
}

/**
 * The path to route by: read once, each segment encoded in one way, branches as one segment. Ids are
 * matched before they are decoded, so that one may hold an encoded slash (api-misc.md O39); below
 * `/api/tree/` an encoded slash is a slash (trees.md 2.1).
 *
 * @param isServed whether an endpoint has this template: a tree path of a form without endpoint must
 *   not be taken for a branch
 */
export function routingPath(url: string, isServed: (template: string) => boolean): string {
  const { path } = split(url)
  if (path.length > maxBytes) return unreadablePath
  const segments = path.split('/').map(decode)
  if (!segments.every((segment) => segment !== null)) return unreadablePath
  const decoded = segments.join('/')
  if (!decoded.startsWith(treePrefix)) return segments.map(encodeURIComponent).join('/')
  const tree = treePath(decoded.slice(treePrefix.length))
  return tree !== null && isServed(tree.template) ? tree.path : unservedPath
}

/** Whether every parameter can be read and kept: no broken escapes, no NUL, bounded size and number. */
export function isReadableQuery(url: string): boolean {
  const { query } = split(url)
  if (query === '') return true
  const parts = query.split('&')
  return parts.length <= maxParameters && parts.every(isReadable)
}

function isReadable(part: string): boolean {
  const escaped = part.startsWith(patternsOfPaths) ? part.replaceAll(barePercent, '%25') : part
  return part.length <= maxBytes && decode(escaped) !== null
}

/**
 * Patterns such as `boot%` (trees.md 7.13), which people type and curl sends as they are. A percent sign that begins no
 * escape stands for itself there, as in the reference; anywhere else it is a mistake.
 */
const patternsOfPaths = 'path='
const barePercent = /%(?![\dA-Fa-f]{2})/g

/** The path as it was sent. */
export function rawPath(url: string): string {
  return split(url).path
}

/** The query as it was sent, with its `?`; empty when there is none. */
export function rawQuery(url: string): string {
  const { query } = split(url)
  return query === '' ? '' : `?${query}`
}

/** The parameters of a request in the order in which they were sent. */
export function queryParameters(url: string): URLSearchParams {
  return new URLSearchParams(split(url).query)
}

/** Null for a broken escape, for bytes that are no UTF-8, among them half a surrogate pair, and for NUL. */
function decode(text: string): string | null {
  try {
    const decoded = text.includes('%') ? decodeURIComponent(text) : text
    return decoded.includes('\0') ? null : decoded
  } catch {
    return null
  }
}
