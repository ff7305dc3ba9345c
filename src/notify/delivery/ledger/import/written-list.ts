/** A list of texts, as it was written down; undefined for what is none. */
export function writtenList(text: string): string[] | undefined {
  return jsonList(text) ?? pythonList(text)
}

function jsonList(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
    return isList ? value : undefined
  } catch {
    return undefined
  }
}

/** A text in either quotes, in which a backslash hides what follows it. */
const quoted = String.raw`'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"`
const wholeList = new RegExp(String.raw`^\[\s*(?:(?:${quoted})\s*(?:,\s*(?:${quoted})\s*)*)?\]$`)
const eachQuoted = new RegExp(quoted, 'g')

/** The reference writes lists as Python shows them, `['abc%', "it's"]` (notifications.md 3.1, O-01). */
function pythonList(text: string): string[] | undefined {
  if (!wholeList.test(text)) return undefined
  return Array.from(text.matchAll(eachQuoted), ([whole]) => unescaped(whole.slice(1, -1)))
}

const escapes = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  return text.replaceAll(
    escapes,
    (whole, x?: string, u?: string, long?: string, one: string = '') => {
      const code = x ?? u ?? long
      if (code === undefined) return controls[one] ?? one
      const point = Number.parseInt(code, 16)
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole
    },
  )
}
