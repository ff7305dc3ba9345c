import { expect, test } from 'vitest'
import { connectedDatabase } from './connected-database.ts'

test.each([
  ['connect production', 'production'],
  ['c production', 'production'],
  ['connect "two words"', 'two words'],
  ["connect 'two words'", 'two words'],
  [String.raw`connect -reuse-previous=on "dbname='it\'s'"`, String.raw`it\'s`],
  [`connect -reuse-previous=on "dbname='two words'"`, 'two words'],
  ['connect "dbname=production"', 'production'],
  ['connect "host=db dbname=production"', 'host=db dbname=production'],
  ['connect postgresql://db/production', 'postgresql://db/production'],
])('\\%s goes to %s', (command, database) => {
  expect(connectedDatabase(command)).toBe(database)
})

test.each(['connect', 'c', 'connect -', 'connect -reuse-previous=on'])('\\%s stays', (command) => {
  expect(connectedDatabase(command)).toBe('')
})

test.each([
  'copy x from y',
  'conninfo',
  'cd /',
  'restrict connect',
  'connect production admin',
  'connect - admin',
  'connect "production" - db.example.org',
])('\\%s is something else', (command) => {
  expect(connectedDatabase(command)).toBeUndefined()
})
