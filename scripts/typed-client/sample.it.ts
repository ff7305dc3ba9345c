import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import openapiTypescript, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openApiDocument } from '../../src/http/openapi-document.ts'
import { type RunningServer, startHttpServer } from '../../src/http/server/http-server.ts'
import { appWithoutDatabase } from '../../src/testing/http/app-without-database.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database/test-database.ts'
import { workedExample } from '../../src/testing/rows/worked-example.ts'
import { writeRows } from '../../src/testing/rows/write-rows.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

let database: TestDatabase
let server: RunningServer
let folder: string
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
  const { checkouts = [], tests = [], ...others } = workedExample
  await writeRows(database.pool, {
    ...others,
    checkouts: checkouts.map((one) => ({ ...one, start_time: new Date().toISOString() })),
    tests: tests.flatMap((one) =>
      Array.from({ length: 60 }, (_, place) => ({ ...one, id: `${one['id']}-${place}` })),
    ),
    incidents: [],
  })
  const { app } = appWithoutDatabase({ db: database.db })
  server = await startHttpServer(app, { host: '127.0.0.1', port: 0 })
  // below the packages that the sample imports
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
  folder = await mkdtemp(join(root, 'node_modules/.cache/client-'))
  const document = JSON.stringify(openApiDocument(app))
  await writeFile(join(folder, 'treeline.d.ts'), astToString(await openapiTypescript(document)))
  await writeFile(join(folder, 'failing-tests.ts'), await sampleOfDocuments())
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await server.close(1000)
  await database.drop()
})

async function sampleOfDocuments(): Promise<string> {
  const page = await readFile(join(root, 'docs/client.md'), 'utf8')
  const [, sample] = /```ts\n(.*?)```/s.exec(page) ?? []
  if (sample === undefined) throw new Error('docs/client.md shows no sample')
  return sample
}

it('is right by the types that are made of the description, and does what it says', async () => {
  const program = ts.createProgram([join(folder, 'failing-tests.ts')], {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    rewriteRelativeImportExtensions: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  })
  const problems = ts.getPreEmitDiagnostics(program)
  expect(problems.map(({ messageText }) => messageText)).toEqual([])
  program.emit()
  const { stdout } = await run(process.execPath, [join(folder, 'failing-tests.js')], {
    env: { ...process.env, TREELINE: server.url },
  })
  const { rows } = await database.pool.query<{ line: string }>(
    `select concat_ws(' ', 'mainline', 'master', path, id) as line from tests
     where status = 'FAIL' and path <> 'boot' and path not like 'boot.%'`,
  )
  expect(rows.length).toBeGreaterThan(100)
  expect(stdout.trim().split('\n').sort()).toEqual(rows.map(({ line }) => line).sort())
})
