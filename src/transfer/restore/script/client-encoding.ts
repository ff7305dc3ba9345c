/**
 * The encodings in which a later byte of a character may look like ASCII, by their names without punctuation. Each
 * has a function for the length in bytes of a character that begins with `lead`.
 */
const lengths = new Map<string, (lead: number, next: number) => number>(
  Object.entries({
    ...alike(['sjis', 'shiftjis', 'mskanji', 'win932', 'windows932', 'shiftjis2004'], (lead) =>
      lead >= 0xa1 && lead <= 0xdf ? 1 : 2,
    ),
    ...alike(['big5', 'win950', 'windows950'], () => 2),
    ...alike(['gbk', 'win936', 'windows936'], () => 2),
    ...alike(['uhc', 'win949', 'windows949'], () => 2),
    ...alike(['johab'], (lead) => (lead === 0x8f ? 3 : 2)),
    ...alike(['gb18030'], (_, next) => (next >= 0x30 && next <= 0x39 ? 4 : 2)),
  }),
)

function alike<T>(names: readonly string[], length: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, length]))
}

/**
 * Replaces the second and later bytes of all characters in a line of SQL, so that none of them is read as a quote or a
 * backslash; psql does the same. Rows of COPY do not need it: no character of these encodings contains an end of line
 * or begins with a backslash.
 *
 * @param line a character per byte
 * @param encoding as `client_encoding` names it; PostgreSQL looks at letters and digits alone
 */
export function withoutTrailBytes(line: string, encoding: string): string {
  const length = lengthIn(encoding)
  if (length === undefined || !/[\u0080-\u00FF]/.test(line)) return line
  let harmless = ''
  for (let at = 0; at < line.length;) {
    const lead = line.charCodeAt(at)
    const bytes = lead < 0x80 ? 1 : length(lead, line.charCodeAt(at + 1))
    harmless += line.charAt(at) + '\u00FF'.repeat(Math.min(bytes, line.length - at) - 1)
    at += bytes
  }
  return harmless
}

/** Whether an encoding has characters whose later bytes look like ASCII. */
export function hasTrailBytes(encoding: string): boolean {
  return lengthIn(encoding) !== undefined
}

function lengthIn(encoding: string): ((lead: number, next: number) => number) | undefined {
  return lengths.get(encoding.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
}
