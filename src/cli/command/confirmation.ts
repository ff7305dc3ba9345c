import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'

/**
 * Asks the person who started the command; only `y` and `yes`, in any case, mean yes, the end of the input
 * does not.
 *
 * @throws the reason of the signal when the command is asked to end meanwhile
 */
export async function isConfirmed(question: string, signal: AbortSignal): Promise<boolean> {
  using lines = createInterface({ input: process.stdin, output: process.stderr })
  const ended = once(lines, 'close', { signal }).then(() => '')
  const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended])
  return /^\s*y(?:es)?\s*$/i.test(answer)
}
