import { RestoreError } from '../restore-error.ts'
import { type InsertedRow, type ScriptPart, tokensText } from './sql-token.ts'

/** The error for something that psql would do and a restore cannot. */
export function refusedPart(part: Exclude<ScriptPart, InsertedRow>): RestoreError {
  const text = part.kind === 'command' ? `\\${part.text}` : tokensText(part.tokens)
  return new RestoreError(
    'dump_statement',
    `line ${part.line}: only COPY FROM stdin and INSERT of plain values can be restored, not: ${shown(text)}`,
  )
}

/** Text for a terminal: decoded if it is UTF-8, without control characters. */
function shown(text: string): string {
  const letters = Buffer.from(text, 'latin1')
    .toString()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
  return letters.length > 80 ? `${letters.slice(0, 80)}…` : letters
}
