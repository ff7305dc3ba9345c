import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** A receiver that has taken a submission and knows nothing of it any more. */
const forgetful = createServer((request, response) => {
  const [status, body] =
    request.method === 'POST'
      ? [200, { id: 'Ab1', status: 'ok', message: 'Received submission' }]
      : [404, { id: 'Ab1', status: 'notfound', outcome: 'unknown' }]
  request.resume().on('end', () => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
})

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-samples-'))
  writeFileSync(join(folder, 'results.json'), '{}')
  forgetful.listen(0, '127.0.0.1')
  await once(forgetful, 'listening')
})
afterAll(() => {
  forgetful.close()
  rmSync(folder, { recursive: true })
})

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0

/** What runs the sample of a language, and what it needs. */
const languages = [
  ['sh', 'bash', ['bash', 'curl']],
  ['python', 'python3', ['python3']],
  ['js', process.execPath, [process.execPath]],
] as const

it.each(languages)(
  'the sample in %s ends when nobody knows of the submission',
  async (...given) => {
    const [language, program, needed] = given
    if (!needed.every(isThere)) return
    const [, samples = ''] = readFileSync('docs/submitting.md', 'utf8').split('## Samples')
    const [, sample = ''] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(samples) ?? []
    const file = join(folder, `sample.${language === 'js' ? 'mjs' : language}`)
    writeFileSync(file, sample)
    const { port } = forgetful.address() as AddressInfo
    const child = spawn(program, [file], {
      cwd: folder,
      env: { PATH: process.env['PATH'], RECEIVER: `http://127.0.0.1:${port}`, TOKEN: 't' },
      timeout: 20_000,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    }
    const [status] = (await once(child, 'close')) as [number | null]
    expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(/404|notfound/) })
  },
)
