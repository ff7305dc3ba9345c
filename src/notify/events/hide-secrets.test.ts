import { expect, it, test } from 'vitest'
import { hideInData, secretsHider } from './hide-secrets.ts'

const hide = secretsHider(['known-secret', 'known-secret-and-more', ''])

test.each([
  ['login known-secret failed', 'login ******** failed'],
  ['known-secret-and-more', '********'],
  ['Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer ********'],
  ['postgresql://u:p4ssw0rd@db/x', 'postgresql://u:********@db/x'],
  [
    'https://discord.com/api/v10/webhooks/123/abc-DEF_g',
    'https://discord.com/api/v10/webhooks/********',
  ],
  ['password=hunter22 next', 'password=******** next'],
  ['token =\n\t  abcdef, bearer   abcdefgh', 'token =\n\t  ********, bearer   ********'],
  ['{"token": "abcdef"}', '{"token": "********"}'],
  ['eyJhbGciOiJI.eyJvcmlnaW4i.c2lnbmF0dXJl', '********'],
  ['tests/boot: 3 of 5 failed, see https://d.kernelci.org/t/maestro:1', undefined],
])('makes of %s', (text, expected = text) => {
  expect(hide(text)).toBe(expected)
})

it('is done at once with a text that is mostly blanks', () => {
  const text = `begin${' '.repeat(1_000_000)}end`
  expect(hide(text)).toBe(text)
})

it('goes through all of some data', () => {
  expect(hideInData({ a: ['known-secret', 1, null], b: { c: 'x' } }, hide)).toEqual({
    a: ['********', 1, null],
    b: { c: 'x' },
  })
})
