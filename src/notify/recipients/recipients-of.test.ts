import { expect, it } from 'vitest'
import { addressText, readAddresses } from './address.ts'
import { type RecipientOptions, recipientsOf } from './recipients-of.ts'

const nobody: RecipientOptions = {
  to: [],
  cc: [],
  addMailingLists: false,
  ignoreRecipients: false,
}
const mainline = { name: 'mainline', gitUrl: 'https://git.example.org/linux.git' }
const report = { subscribers: ['Net <net@example.org>'], isRegression: true, tree: mainline }

function headers(more: Partial<RecipientOptions>, of: Partial<typeof report> = {}) {
  const { to, cc, replyTo, toLists } = recipientsOf({ ...report, ...of }, { ...nobody, ...more })
  return {
    to: to.map(addressText).join(', '),
    cc: cc.map(addressText).join(', '),
    replyTo: replyTo?.address,
    toLists,
  }
}

it('writes to the lists, and of tracked trees to the list of regressions', () => {
  expect(headers({ addMailingLists: true, to: readAddresses('x@example.org') })).toEqual({
    to: 'kernelci-results@groups.io',
    cc: 'regressions@lists.linux.dev, Net <net@example.org>',
    replyTo: 'kernelci@lists.linux.dev',
    toLists: true,
  })
  const lists = { addMailingLists: true }
  const untracked = headers(lists, { tree: { ...mainline, name: 'Mainline' } })
  expect(untracked.cc).toBe('Net <net@example.org>')
  expect(untracked.toLists).toBe(false)
  expect(headers(lists, { isRegression: false }).cc).toBe('Net <net@example.org>')
})

it('writes to the lists of regressions alone when it is told so', () => {
  const options = { addMailingLists: 'regressions' as const, to: readAddresses('x@example.org') }
  expect(headers(options).to).toBe('kernelci-results@groups.io')
  expect(headers(options, { isRegression: false })).toMatchObject({
    to: 'x@example.org',
    replyTo: undefined,
  })
})

it('writes to those that are named, and to subscribers unless told not to', () => {
  const named = { to: readAddresses('a@example.org, "Doe, J" <j@example.org>') }
  expect(headers(named)).toEqual({
    to: 'a@example.org, "Doe, J" <j@example.org>',
    cc: 'Net <net@example.org>',
    replyTo: undefined,
    toLists: false,
  })
  expect(headers({ ...named, ignoreRecipients: true }).cc).toBe('')
})

it('puts somebody into To, and nobody into a mail twice', () => {
  const cc = readAddresses('Board <Boards@example.org>, boards@EXAMPLE.org, net@example.org')
  expect(headers({ cc })).toMatchObject({
    to: 'Board <Boards@example.org>',
    cc: 'net@example.org',
  })
  expect(headers({ to: readAddresses('a@b, a@b'), cc: readAddresses('c@d') })).toMatchObject({
    to: 'a@b',
    cc: 'c@d, Net <net@example.org>',
  })
})

it('writes to nobody at all no mail', () => {
  expect(() => headers({ ignoreRecipients: true })).toThrow('nobody would get it')
})

it.each(['nobody', 'a@b@c', 'Name <>', '<a@b\r\nBcc: x@y>'])('refuses %j', (text) => {
  expect(() => readAddresses(text)).toThrow('is no mail address')
})
