const newline = 0x0a

/** The lines of pieces that end anywhere, without their line feeds; a last line needs none. */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = []
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, start)) {
      const line = piece.subarray(start, end)
      yield rest.length === 0 ? line.toString() : Buffer.concat([...rest, line]).toString()
      rest = []
      start = end + 1
    }
    if (start < piece.length) rest.push(piece.subarray(start))
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString()
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The values of a row in the text format of COPY, as PostgreSQL writes it. */
export function copyValues(line: string): (string | null)[] {
  return line.split('\t').map((field) => {
    if (field === String.raw`\N`) return null
    return field.includes('\\')
      ? field.replaceAll(/\\([^])/g, (_, escaped: string) => escapes[escaped] ?? escaped)
      : field
  })
}
