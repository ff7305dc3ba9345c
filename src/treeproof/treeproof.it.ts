import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseTreesFile } from '../ingest/trees/parse-trees-file.ts'
import { writeRows } from '../testing/rows/write-rows.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { proveTrees } from './treeproof.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'treeline-treeproof-'))
const file = join(folder, 'tree-names.yaml')
beforeAll(async () => {
  database = await createTestDatabase()
  const checkout = (id: string, origin: string, tree_name: string | null, url: string | null) => ({
    id,
    origin,
    tree_name,
    git_repository_url: url,
  })
  await writeRows(database.pool, {
    checkouts: [
      checkout('1', 'maestro', 'mainline', 'https://h/torvalds/linux.git'),
      checkout('2', 'broonie', 'broonie', 'https://h/torvalds/linux.git'),
      checkout('3', 'broonie', 'mainline', 'https://h/broonie/misc.git'),
      checkout('4', 'broonie', null, 'https://h/next/next.git'),
      checkout('5', 'broonie', null, null),
      checkout('6', 'broonie', null, 'nowhere'),
      checkout('7', 'broonie', '6.10', 'https://h/stable/linux.git'),
    ],
  })
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

test('names what is stored, those of the first origin first, and keeps what was there', async () => {
  const first = await proveTrees(database.db, file)
  expect(first).toEqual({ trees: 3, added: 3, nameless: ['nowhere'] })
  const text = readFileSync(file, 'utf8')
  expect(Object.fromEntries(parseTreesFile(Buffer.from(text)))).toEqual({
    'https://h/stable/linux.git': '6.10',
    'https://h/torvalds/linux.git': 'mainline',
    'https://h/next/next.git': 'next',
  })
  expect(await proveTrees(database.db, file)).toMatchObject({ trees: 3, added: 0 })
  expect(readFileSync(file, 'utf8')).toBe(text)

  writeFileSync(file, 'trees:\n  linus: https://h/torvalds/linux.git\n')
  await proveTrees(database.db, file)
  const names = parseTreesFile(readFileSync(file))
  expect(names.get('https://h/torvalds/linux.git')).toBe('linus')
  expect(names.get('https://h/broonie/misc.git')).toBe('mainline')
})

test('leaves a file alone that it cannot read', async () => {
  writeFileSync(file, 'names: {}\n')
  await expect(proveTrees(database.db, file)).rejects.toThrow('the top key `trees` is missing')
  expect(readFileSync(file, 'utf8')).toBe('names: {}\n')
  expect(readdirSync(folder)).toEqual(['tree-names.yaml'])
})
