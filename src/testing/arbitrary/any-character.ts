import fc from 'fast-check'

/** Characters of texts that submitters could send: mostly those that mean something to somebody on the way. */
export const anyCharacter = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('#', ' ', '\n', '\r', '\t', '%', '<', '&', '-', '.', '\u001b[1m'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\u0000', '\u2028', '\u202e', '\ud800', '\u{1F600}') },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(500), '\u4e00'.repeat(200), 'regzbot', 'a') },
)
