import { expect, it, test } from 'vitest'
import type { ServerDescription } from './describe-server.ts'
import { lookAtServer } from './look-at-server.ts'
import { troubles } from './testing/troubles.ts'

const good: ServerDescription = {
  version: '17.2',
  versionNumber: 170_002,
  encoding: 'UTF8',
  isStandby: false,
  canMakeTemporary: true,
  canCreate: true,
  connections: 100,
  tables: 40,
  ownTables: 40,
  clockAheadMs: -300,
}

it('finds a good server fine in every respect', () => {
  const findings = lookAtServer(good, 10)
  expect(troubles(findings)).toEqual([])
  expect(findings.map(({ about }) => about)).toEqual([
    'database',
    'encoding',
    'rights',
    'connections',
    'clock',
  ])
})

test.each<[string, Partial<ServerDescription>, string]>([
  ['too old', { version: '14.9', versionNumber: 140_009 }, 'error database: PostgreSQL 14.9'],
  ['of another encoding', { encoding: 'SQL_ASCII' }, 'error encoding: the database has the'],
  ['a standby', { isStandby: true }, 'error database: it is a standby'],
  ['without temporary tables', { canMakeTemporary: false }, 'error rights: no temporary tables'],
  ['without the right to make tables', { canCreate: false }, 'error rights: no tables may be made'],
  ["with somebody else's tables", { ownTables: 38 }, 'error rights: 2 of 40 tables belong'],
  ['with too few connections', { connections: 15 }, 'warning connections: the server allows 15'],
  ['ahead of us', { clockAheadMs: 7_000 }, 'warning clock: 7 s behind'],
  ['behind us', { clockAheadMs: -7_000 }, 'warning clock: 7 s ahead of'],
])('says what to do about a server that is %s', (_, change, expected) => {
  const [trouble, ...more] = troubles(lookAtServer({ ...good, ...change }, 10))
  expect(trouble).toContain(expected)
  expect(more).toEqual([])
})
