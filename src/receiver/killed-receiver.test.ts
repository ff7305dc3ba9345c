import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openSpool } from '../ingest/spool/spool.ts'
import { scanned } from '../ingest/testing/scanned.ts'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { createTestSpool } from '../ingest/testing/test-spool.ts'
import { smallBytesMax } from './receiving/document-checker.ts'
import { RawConnection } from '../testing/http/raw-connection.ts'

const program = fileURLToPath(new URL('./testing/receiver-child.ts', import.meta.url))

it('leaves every acknowledged submission, and nothing else that is taken for one, when it is killed', async () => {
  await using spool = await createTestSpool()
  const child = spawn(process.execPath, [program, spool.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = line.toString().trim()
  using cleanup = new DisposableStack()
  cleanup.defer(() => child.kill('SIGKILL'))
  // large enough to be written while it comes
  const text = JSON.stringify(smallDocument('a')).padEnd(smallBytesMax + 1)
  const post = () => fetch(`${url}/submit`, { method: 'POST', body: text })
  const { id } = (await (await post()).json()) as { id: string }

  const head = `POST /submit HTTP/1.1\r\nHost: x\r\nContent-Length: ${2 * text.length}\r\n\r\n`
  using _half = await RawConnection.open(url, head + text)
  await expect.poll(() => readdir(join(spool.folder, 'incoming'))).toHaveLength(1)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended

  const { files } = await scanned(await openSpool(spool.folder))
  expect(files.map(({ name }) => name)).toEqual([`submission-${id}.json`])
  expect(await readFile(join(spool.folder, `submission-${id}.json`), 'utf8')).toBe(text)
})
