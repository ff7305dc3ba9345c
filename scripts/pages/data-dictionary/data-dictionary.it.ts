import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  createTestDatabase,
  type TestDatabase,
} from '../../../src/testing/database/test-database.ts'
import { type Dictionary, dictionaryText, referencesOf } from './dictionary-text.ts'
import { dictionaryPage, readDictionary } from './read-dictionary.ts'

let database: TestDatabase
let dictionary: Dictionary
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
  dictionary = await readDictionary(database.db)
})
afterAll(() => database.drop())

it('says of every table and column what it is, in the comments of its row type', () => {
  const { live, declared } = dictionary
  const silent = live.filter(({ table, name }) => {
    const { description = '', columns } = declared.get(table) ?? {}
    return description === '' || (columns?.get(name)?.description ?? '') === ''
  })
  expect(silent.map(({ table, name }) => `${table}.${name}`)).toEqual([])
})

it('leads to columns that there are', () => {
  const names = new Set(dictionary.live.map(({ table, name }) => `${table}.${name}`))
  const lost = referencesOf(dictionary).filter(({ to }) => !names.has(to))
  expect(lost).toEqual([])
})

it('has every table in one group', () => {
  const grouped = dictionary.groups.flatMap(({ tables }) => tables)
  const tables = new Set(dictionary.live.map(({ table }) => table))
  expect(grouped.toSorted()).toEqual([...tables].toSorted())
})

it('is what docs/data-dictionary.md shows; npm run data-dictionary writes it anew', async () => {
  await expect(dictionaryText(dictionary)).toMatchFileSnapshot(dictionaryPage)
})
