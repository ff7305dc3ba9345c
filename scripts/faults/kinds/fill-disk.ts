import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from '../../../src/platform/errors/error-code.ts'
import type { Fault } from './fault.ts'

const blockBytes = 1024 * 1024
const refusedWithinMs = 20_000

/** The disk of the spool has no byte left, until a submission was refused for it. */
export const fillDisk: Fault = {
  name: 'fill-disk',
  isPossible: ({ hasSmallDisk }) => hasSmallDisk,
  strike: async ({ spool, submitter, nextSubmission }, random) => {
    const ballast = join(spool, 'ballast')
    try {
      await fill(ballast)
      const text = JSON.stringify(nextSubmission())
      const deadline = performance.now() + refusedWithinMs
      // others leave room as they go
      while ((await submitter.sendOnce(text)) !== 507) {
        if (performance.now() > deadline) throw new Error('a full disk was not noticed')
        await fill(ballast)
      }
      await sleep(random.integer(0, 1_000))
    } finally {
      await rm(ballast, { force: true })
    }
  },
}

async function fill(path: string): Promise<void> {
  await using file = await open(path, 'a')
  for (let bytes = blockBytes; bytes >= 1;) {
    try {
      await file.write(Buffer.alloc(bytes))
    } catch (error) {
      if (errorCode(error) !== 'ENOSPC') throw error
      bytes = Math.floor(bytes / 16)
    }
  }
}
