import { malformedFile } from '../malformed-file.ts'
import { fault } from './fault.ts'

/** Somebody puts files into the spool that are no submissions. */
export const dropMalformedFile = fault('drop-malformed-file', async ({ dropped }, random) => {
  for (let count = random.integer(1, 5); count > 0; count -= 1) {
    await dropped.dropMalformed(malformedFile(random))
  }
})
