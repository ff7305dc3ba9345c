/** Text that waits is written at once when it is longer, in characters. */
const mostWaiting = 65_536

/**
 * Writes what comes while the program is busy in one go, as soon as it is not: a call of the system for each
 * line took a seventh of the time of an answer that is ready. What waits when the process ends is
 * written then; a kill from outside loses what came since the program was busy last, a few milliseconds.
 * To write no sooner than some milliseconds after the last time made ready answers no cheaper: by five, 23.1 µs of
 * processor and not 23.6; by two, in another run, 32.4 and not 29.7.
 */
export function writeTogether(output: {
  write: (text: string) => unknown
}): (text: string) => void {
  let waiting = ''
  const flush = () => {
    const text = waiting
    waiting = ''
    if (text === '') return
    try {
      output.write(text)
    } catch {
      // There is nobody to tell.
    }
  }
  process.on('exit', flush)
  return (text) => {
    if (waiting === '') setImmediate(flush)
    waiting += text
    if (waiting.length >= mostWaiting) flush()
  }
}
