/**
 * A line of the log for somebody who looks at a terminal: the time in UTC, the level where it is not
 * the usual one, the message, what belongs to it, and the stack of an error below.
 *
 * @param line one JSON object, as it goes to files and log collectors
 */
export function logText(line: string): string {
  const { level, time, msg, err, ...details }: Record<string, unknown> = JSON.parse(line)
  const clock = String(time).slice('2026-11-25T'.length, '2026-11-25T10:00:00'.length)
  const parts = [
    clock,
    ...(level === 'info' ? [] : [String(level).toUpperCase()]),
    ...(msg === undefined ? [] : [String(msg)]),
    ...Object.entries(details).map(([name, value]) => `${name}=${asText(value)}`),
  ]
  const { stack, message } = Object(err)
  const below = stack ?? message
  return printable(`${parts.join(' ')}\n${below === undefined ? '' : `${below}\n`}`)
}

/** As JSON where it would not be seen where the value ends. */
function asText(value: unknown): string {
  return typeof value === 'string' && /^[^\s"\p{Cc}]+$/u.test(value) ? value : JSON.stringify(value)
}

/** A line may hold what a client sent: no control characters for the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '\uFFFD')
}
