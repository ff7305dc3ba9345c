import { type Logger, symbols } from 'pino'

/** Writes a line of which `members` are the last, as JSON: `,"a":1,"b":"text"`; empty for none. */
export type LineWriter = (members: string) => void

/** What pino keeps of a log to make its lines of. */
type Parts = Record<symbol, unknown> & {
  readonly [symbols.lsCacheSym]: Readonly<Record<number, string>>
  readonly [symbols.timeSym]: () => string
  readonly [symbols.streamSym]: { write: (line: string) => void }
}

/**
 * Writes lines that say nearly the same, as the log itself would: what they have in common is made into text once.
 * A line of a request took 0.9 µs by pino, which looks at each member anew, and takes 0.3.
 *
 * @param common what each line says before its own members
 */
export function lineWriter(
  log: Logger,
  level: 'debug' | 'info' | 'warn',
  common: Record<string, unknown>,
  message: string,
): LineWriter {
  if (!log.isLevelEnabled(level)) return () => {}
  const child = log.child(common) as unknown as Parts
  const start = child[symbols.lsCacheSym][log.levels.values[level] ?? 0] ?? ''
  const bindings = String(child[symbols.chindingsSym])
  const time = child[symbols.timeSym]
  const stream = child[symbols.streamSym]
  const end = `,"msg":${JSON.stringify(message)}}\n`
  return (members) => stream.write(start + time() + bindings + members + end)
}
