import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * From now on the heap of this process is cleaned up as suits one that only answers: early, and by the thread that
 * answers. Who takes in large documents has much that lives for a moment, and would clean up in vain.
 */
export function tuneHeapForAnswers(): void {
  growSlowly()
  cleanUpYoungAlone()
}

/**
 * The heap grows by a third of what is used before it is cleaned up as a whole; else, on a machine with much memory, to four
 * times as much. In a run of the benchmark it took 110 MB at most so and not 220, for as much processor time; by a fifth, 97, for
 * a third more time.
 */
function growSlowly(): void {
  setFlagsFromString('--heap-growing-percent=33')
  // that counts from the first time on, which else comes when 100 MB are used: lists of a commit at sixteen
  // connections took the process to 319 MB, and take it to 224
  setFlagsFromString('--expose-gc')
  const cleanUp = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  cleanUp()
}

/**
 * What is young in the heap is cleaned up by the thread that answers, without others. Little of it lives on, so there is
 * little to share; but all wait until the last helper has had a processor, which on a busy machine took 65 ms for 2 of work. While
 * six lists were sent, on two processors, 229 of these pauses took 421 ms together and 20 at most, and 248 and 11 by one thread; 200 answers
 * that were not ready took as long and as much processor time either way.
 */
function cleanUpYoungAlone(): void {
  setFlagsFromString('--no-parallel-scavenge')
}
