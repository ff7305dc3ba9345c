import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { largeBytes } from '../../ingest/pipeline/large/prepare-pieces.ts'
import { createLog } from '../../platform/log/log.ts'
import { DocumentChecker, smallBytesMax } from './document-checker.ts'

let folder: string
let full: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treeline-checker-'))
  full = join(folder, 'full')
})

afterEach(() => rm(folder, { recursive: true }))

/** A thread that cannot start while `full` is there, as if no file could be opened. */
function program(): URL {
  const code = `
    import { existsSync } from 'node:fs'
    import { parentPort } from 'node:worker_threads'
    if (existsSync(${JSON.stringify(full)})) throw new Error('too many open files')
    parentPort.postMessage({ kind: 'ready' })
    parentPort.on('message', ({ file }) => {
      parentPort.postMessage({ kind: 'prepared', asked: file, file, document: { origins: ['o'] } })
    })`
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`)
}

test.each([smallBytesMax + 1, largeBytes])(
  'reads documents of %i bytes again when its threads can start again',
  async (size) => {
    const log = createLog('silent')
    const treeNames = new Map<string, string>()
    const options = { root: folder, automaticLab: /^shell$/, treeNames, log, program: program() }
    await using checker = new DocumentChecker(options, true)
    const check = () => checker.checkFile(join(folder, 'a.json'), size)
    await writeFile(full, '')
    await expect(Promise.all([check(), check()])).rejects.toThrow('too many open files')
    await rm(full)
    expect(await check()).toEqual({ origins: ['o'] })
  },
)
