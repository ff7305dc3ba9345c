import { RestoreError } from '../restore-error.ts'
import { type InsertedRow, type ScriptPart, tokensText } from './sql-token.ts'

/** What to throw for something that psql would do and a restore cannot. */
export function refusedPart(part: Exclude<ScriptPart, InsertedRow>): RestoreError {
  const text = part.kind === 'command' ? `\\${part.text}` : tokensText(part.tokens)
  return new RestoreError(
    'dump_statement',
    `line ${part.line}: only COPY FROM stdin and INSERT of plain values can be restored, not: ${shown(text)}`,
  )
}

/** For a terminal: without control characters, in letters again where they are UTF-8. */
function shown(text: string): string {
  const letters = Buffer.from(text, 'latin1')
    .toString()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
  return letters.length > 80 ? `${letters.slice(0, 80)}…` : letters
}
