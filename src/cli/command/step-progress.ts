import type { WriteStream } from 'node:tty'

/**
 * One line that says what a long command is doing; only on a terminal, where it can be taken back. It is
 * written when it changes: who is told of every piece says most things a hundred times.
 */
export function stepProgress(output: WriteStream): Disposable & {
  show: (text: string) => void
  clear: () => void
} {
  let shown = ''
  const show = (text: string): void => {
    if (!output.isTTY || text === shown) return
    shown = text
    output.write(`\r${text.slice(0, (output.columns || 80) - 1)}\u001B[K`)
  }
  const clear = () => show('')
  return { show, clear, [Symbol.dispose]: clear }
}
