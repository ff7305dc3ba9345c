import { expect, it } from 'vitest'
import {
  archiveLink,
  buildLink,
  checkoutLink,
  issueLink,
  shortIssueLink,
  shortTestLink,
  testLink,
} from './links.ts'

const dashboard = 'https://d.example.org'

it('leaves ids as people know them', () => {
  expect(issueLink(dashboard, 'maestro:1f0e', 2)).toBe(`${dashboard}/issue/maestro:1f0e?iv=2`)
  expect(shortIssueLink(dashboard, 'a:b@c')).toBe(`${dashboard}/i/a:b@c`)
  expect(testLink(dashboard, 'maestro:1')).toBe(`${dashboard}/test/maestro:1`)
  expect(shortTestLink(dashboard, 'maestro:68a.b-c_d')).toBe(`${dashboard}/t/maestro:68a.b-c_d`)
})

it('keeps what is odd in a segment of its own', () => {
  expect(buildLink(dashboard, 'a/b ?#%\u{1F600}')).toBe(
    `${dashboard}/build/a%2Fb%20%3F%23%25%F0%9F%98%80`,
  )
  expect(buildLink(dashboard, 'half \ud800')).toBe(`${dashboard}/build/half%20%EF%BF%BD`)
})

it('names the origin of a checkout unless it is the usual one', () => {
  const checkout = { tree: 'net', branch: 'for/next', commit: 'abc', origin: 'maestro' }
  expect(checkoutLink(dashboard, checkout)).toBe(`${dashboard}/c/net/for%2Fnext/abc/`)
  expect(checkoutLink(dashboard, { ...checkout, origin: '0 day' })).toBe(
    `${dashboard}/c/net/for%2Fnext/abc/?o=0+day`,
  )
})

it('leads to the archive by the bare id of the mail', () => {
  expect(archiveLink('<1.2.3@kernelci.org>')).toBe(
    'https://lore.kernel.org/all/1.2.3@kernelci.org/',
  )
})
