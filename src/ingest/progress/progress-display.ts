/** Where progress is shown; `process.stdout` is one. */
export type ProgressOutput = {
  write: (text: string) => unknown
  isTTY?: boolean
  columns?: number
}

/** A terminal's line is rewritten this often, in milliseconds. */
const terminalEveryMs = 200

/** Somewhere else (a file, a journal) a line is added this often. */
const plainEveryMs = 5_000

/**
 * Shows a line that changes: in place on a terminal, else as a line now and then, so that short work
 * shows nothing. Dispose to stop.
 *
 * @param output nothing is shown when it is undefined
 */
export function showProgress(output: ProgressOutput | undefined, line: () => string): Disposable {
  if (output === undefined) return { [Symbol.dispose]: () => {} }
  const terminal = output.isTTY === true
  const show = terminal
    ? () => output.write(`\r${line().slice(0, (output.columns ?? 80) - 1)}\u001B[K`)
    : () => output.write(`${line()}\n`)
  let shown = false
  const timer = setInterval(
    () => {
      shown = true
      show()
    },
    terminal ? terminalEveryMs : plainEveryMs,
  )
  timer.unref()
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer)
      if (terminal && shown) output.write('\r\u001B[K')
    },
  }
}
