import type { TextList } from '../array-literal.ts'

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

const text = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/y
const escaped = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([^]))/g
const space = /[\s]*/y
/** As Python prints nothing, and as JSON does. */
const nothing = /None|null/y
/** PostgreSQL holds no array of more. */
const deepest = 6

/**
 * The texts of a list as Python prints it, such as `['a', "b'c"]`.
 *
 * @returns undefined for what is no such list
 */
export function readPythonList(source: string): TextList | undefined {
  const reader = new ListReader(source)
  const list = reader.list(1)
  return reader.isAtEnd() ? list : undefined
}

class ListReader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  /** Undefined for what is no list from here. */
  list(depth: number): TextList | undefined {
    if (depth > deepest || !this.#takes('[')) return undefined
    const items: (string | null | TextList)[] = []
    while (!this.#takes(']')) {
      if (items.length > 0 && !this.#takes(',')) return undefined
      if (items.length > 0 && this.#takes(']')) return items
      const item = this.#item(depth)
      if (item === undefined) return undefined
      items.push(item)
    }
    return items
  }

  isAtEnd(): boolean {
    this.#match(space)
    return this.#at === this.#source.length
  }

  #item(depth: number): string | null | TextList | undefined {
    this.#match(space)
    const quoted = this.#match(text)
    if (quoted !== undefined) return unescaped(quoted.slice(1, -1))
    return this.#match(nothing) === undefined ? this.list(depth + 1) : null
  }

  #takes(mark: string): boolean {
    this.#match(space)
    if (!this.#source.startsWith(mark, this.#at)) return false
    this.#at += mark.length
    return true
  }

  #match(form: RegExp): string | undefined {
    form.lastIndex = this.#at
    const [found] = form.exec(this.#source) ?? []
    this.#at += found?.length ?? 0
    return found
  }
}

/** A backslash before anything else is one, as in Python. */
function unescaped(inside: string): string {
  if (!inside.includes('\\')) return inside
  return inside.replaceAll(
    escaped,
    (whole, x?: string, u?: string, long?: string, octal?: string, one = '') => {
      const hex = x ?? u ?? long
      if (hex !== undefined) return character(Number.parseInt(hex, 16), whole)
      if (octal !== undefined) return character(Number.parseInt(octal, 8), whole)
      return escapes[one] ?? whole
    },
  )
}

function character(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}
