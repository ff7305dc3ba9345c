import type { Random } from '../../src/example-data/random.ts'

const whole = JSON.stringify({
  version: { major: 5, minor: 3 },
  tests: [{ id: 'o:malformed', origin: 'o', build_id: 'o:b', misc: { text: 'x' } }],
})

/** Files that must never get further than `failed/`; several are nearly good. */
const malformed: readonly (string | Uint8Array)[] = [
  '{',
  whole.slice(0, -2),
  whole + whole,
  `${whole}\0`,
  whole.replace('"x"', '"\\u0000"'),
  whole.replace('"o:b"', '1'),
  whole.replace('"major":5', '"major":9'),
  whole.replace('"x"', '1e400'),
  '['.repeat(10_000) + ']'.repeat(10_000),
  Buffer.from(whole, 'utf16le'),
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
]

/** The content of a file that no ingester may store. */
export function malformedFile(random: Random): string | Uint8Array {
  return random.pick(malformed)
}
