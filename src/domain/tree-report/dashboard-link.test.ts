import { expect, it } from 'vitest'
import { dashboardLink } from './dashboard-link.ts'

const dashboard = 'https://d.example.org'
const commit = {
  treeName: 'mainline',
  branch: 'master',
  url: 'https://git/linux.git',
  hash: 'abc',
  name: 'v6.1-rc1',
  origin: 'maestro',
}

it('leads to a tree by its name', () => {
  expect(dashboardLink(dashboard, commit)).toBe(
    'https://d.example.org/tree/mainline/master/abc?o=maestro',
  )
})

it('encodes a branch with a slash', () => {
  expect(dashboardLink(dashboard, { ...commit, branch: 'for-next/core' })).toBe(
    'https://d.example.org/tree/mainline/for-next%2Fcore/abc?o=maestro',
  )
})

it.each([null, ''])('leads to a commit of a tree without name (%j)', (treeName) => {
  expect(dashboardLink(dashboard, { ...commit, treeName })).toBe(
    'https://d.example.org/tree/abc?ti%7Cc=v6.1-rc1&ti%7Cch=abc&ti%7Cgb=master' +
      '&ti%7Cgu=https%3A%2F%2Fgit%2Flinux.git&o=maestro',
  )
})
