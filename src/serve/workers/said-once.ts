/** The same said again within this time is the same thing, as several processes see it; in milliseconds. */
const sameMs = 5_000

/** How many lines are remembered at most. */
const mostLines = 1_000

const time = /,"time":"[^"]*"/u

/** Passes on lines of logs, of those that several processes write about one thing the first. */
export function saidOnce(write: (line: string) => void): (line: string) => void {
  const saidAt = new Map<string, number>()
  return (line) => {
    const said = line.replace(time, '')
    const now = performance.now()
    if (now - (saidAt.get(said) ?? -Infinity) < sameMs) return
    if (saidAt.size >= mostLines) saidAt.clear()
    saidAt.set(said, now)
    write(line)
  }
}
