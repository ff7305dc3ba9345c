const maxLength = 100

/**
 * Makes a browser save a body instead of showing it, under the last name of its path; of that only
 * letters, digits and `.`, `_`, `+`, `-` are kept, which need no quoting anywhere.
 */
export function attachment(url: string): string {
  const path = URL.parse(url)?.pathname ?? ''
  const last = path.split('/').findLast((segment) => segment !== '') ?? ''
  const name = last.replaceAll(/%[\da-f]{2}|[^\w.+-]/giu, '_').slice(-maxLength)
  const visible = name.replace(/^\.+/u, '')
  return `attachment; filename="${visible === '' ? 'log' : visible}"`
}
