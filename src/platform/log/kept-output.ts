import { fstatSync, writeFileSync } from 'node:fs'
import type { Writable } from 'node:stream'

/** Whether an output is a file, which takes all at once. */
export function isKept(output: number): boolean {
  try {
    return fstatSync(output).isFile()
  } catch {
    return false
  }
}

/**
 * Has an output that is a file take all of what it is given, or fail. By itself it does not look how much was taken: of
 * a disk that is nearly full that is what fits, and no error.
 */
export function takeAll(output: Pick<Writable, '_write'> & { fd: number }): void {
  if (!isKept(output.fd)) return
  output._write = (bytes: Uint8Array, _encoding, done) => {
    try {
      writeFileSync(output.fd, bytes)
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  }
}

/**
 * Writes lines where they are kept. After one of which a full disk took the beginning alone, the next begins on a line
 * of its own.
 *
 * @param write takes bytes, and says how many of them it took
 */
export function keepLines(write: (bytes: Uint8Array) => number): (lines: string) => void {
  let isTorn = false
  return (lines) => {
    const bytes = Buffer.from(isTorn ? `\n${lines}` : lines)
    isTorn = write(bytes) < bytes.length
  }
}
