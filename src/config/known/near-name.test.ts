import { expect, it } from 'vitest'
import { knownVariables } from './known-variables.ts'
import { nearName } from './near-name.ts'

const known = knownVariables.map(({ name }) => name)

it.each([
  ['DATABASE_URl', 'DATABASE_URL'],
  ['DATABASEURL', 'DATABASE_URL'],
  ['database-url', 'DATABASE_URL'],
  ['DATBASE_URL', 'DATABASE_URL'],
  ['DB_PASSWROD', 'DB_PASSWORD'],
  ['JWT_SECRETS', 'JWT_SECRET'],
  ['FETCH_ALLOWED_HOST', 'FETCH_ALLOWED_HOSTS'],
  ['port', 'PORT'],
])('%s may be meant for %s', (name, near) => {
  expect(nearName(name, known)).toBe(near)
})

it.each(['HOSTNAME', 'SPORT', 'HOSE', 'DB_PORTAL', 'PGPASSFILE', 'LOGNAME', 'TEST_DATABASE_URL'])(
  '%s is meant for nobody here',
  (name) => {
    expect(nearName(name, known)).toBeUndefined()
  },
)
