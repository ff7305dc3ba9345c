import { expect, test } from 'vitest'
import { connectedDatabase } from './connected-database.ts'

test.each([
  ['connect production', 'production'],
  ['c production', 'production'],
  ['connect production admin db.example.org 5432', 'production'],
  ['connect "two words"\r', 'two words'],
  [String.raw`connect -reuse-previous=on "dbname='it\'s'"`, String.raw`it\'s`],
  [`connect -reuse-previous=on "dbname='two words'"`, 'two words'],
  ['connect "host=db dbname=production"', 'production'],
  ['connect postgresql://db/production', 'postgresql://db/production'],
])('\\%s goes to %s', (command, database) => {
  expect(connectedDatabase(command)).toBe(database)
})

test.each(['connect', 'c', 'connect -', 'connect - admin'])('\\%s stays', (command) => {
  expect(connectedDatabase(command)).toBe('')
})

test.each(['copy x from y', 'conninfo', 'cd /', 'restrict connect'])(
  '\\%s is another command',
  (command) => {
    expect(connectedDatabase(command)).toBeUndefined()
  },
)
