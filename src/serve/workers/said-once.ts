/** Equal lines within this time are taken to be about the same event, seen by several processes; in milliseconds. */
const sameMs = 5_000

/** How many lines are remembered. */
const mostLines = 1_000

const time = /,"time":"[^"]*"/u

/** Passes on lines of the log, but only the first of those that several processes write about the same event. */
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
