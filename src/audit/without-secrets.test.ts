import { expect, it } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

it.each([
  ['postgresql://me:word@host:5432/name', 'postgresql://host:5432/name'],
  ['postgresql://me:w@rd/x@host/name?password=word', 'postgresql://host/name?***'],
  ['postgresql:///name?host=/run&password=word', 'postgresql:///name?***'],
  ['postgresql://me:w?rd@host/name', 'postgresql://host/name'],
  ['https://host/?to=me@a&key=word', 'https://a&***'],
  ['https://files.example.org/index.yaml#word', 'https://files.example.org/index.yaml#***'],
  ['/srv/dump.sql.gz', '/srv/dump.sql.gz'],
  ['someone@example.org', 'someone@example.org'],
])('keeps of the address %s what is no secret', (from, kept) => {
  expect(withoutSecrets({ from })).toEqual({ from: kept })
})

it('masks what is called a secret, and leaves out what was not given', () => {
  const parameters = { token: 'a', db_password: 'b', id: 'c', days: 3, bound: false, to: undefined }
  expect(withoutSecrets(parameters)).toEqual({
    token: '***',
    db_password: '***',
    id: 'c',
    days: 3,
    bound: false,
  })
  expect(withoutSecrets({ urls: ['ftp://a:b@c/d'] })).toEqual({ urls: ['ftp://c/d'] })
})

it('keeps no text without end', () => {
  expect(String(withoutSecrets({ file: 'x'.repeat(5_000) })['file'])).toHaveLength(1_000)
})
