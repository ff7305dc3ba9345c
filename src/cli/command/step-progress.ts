import type { WriteStream } from 'node:tty'

/** Somewhere else than on a terminal (a file, a journal) a line is added this often, in milliseconds. */
const plainEveryMs = 30_000

/**
 * What a long command is doing: on a terminal one line, which is taken back, elsewhere a line now and then, so that
 * short work says nothing. It is written when it changes: who is told of every piece says most things a hundred times.
 */
export function stepProgress(
  output: Pick<WriteStream, 'isTTY' | 'columns' | 'write'>,
): Disposable & {
  show: (text: string) => void
  clear: () => void
} {
  let shown = ''
  let saidAt = performance.now()
  const say = (text: string): void => {
    const now = performance.now()
    if (text === '' || now - saidAt < plainEveryMs) return
    saidAt = now
    output.write(`${text}\n`)
  }
  const show = (text: string): void => {
    if (!output.isTTY) return say(text)
    if (text === shown) return
    shown = text
    output.write(`\r${text.slice(0, (output.columns || 80) - 1)}\u001B[K`)
  }
  const clear = () => show('')
  return { show, clear, [Symbol.dispose]: clear }
}
