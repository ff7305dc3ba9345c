import type { WriteStream } from 'node:tty'

/** One line that says what a long command is doing; only on a terminal, where it can be taken back. */
export function stepProgress(output: WriteStream): Disposable & {
  show: (text: string) => void
  clear: () => void
} {
  const write = (text: string): void => {
    if (output.isTTY) output.write(`\r${text.slice(0, (output.columns ?? 80) - 1)}\u001B[K`)
  }
  return { show: write, clear: () => write(''), [Symbol.dispose]: () => write('') }
}
