import { expect, it } from 'vitest'
import { latestLinks } from './latest-links.ts'

const checkout = {
  tree_name: 'mainline',
  git_repository_branch: 'for-next/core',
  git_repository_url: 'https://git/linux.git',
  git_commit_hash: 'abc',
  git_commit_name: null,
  origin: 'maestro',
}

it('keeps the slashes of a branch in the path and encodes them in a query', () => {
  expect(latestLinks(checkout)).toEqual({
    api_url: '/api/tree/mainline/for-next/core/abc/full?origin=maestro',
    old_api_url:
      '/api/tree/abc/full?origin=maestro&git_url=https%3A%2F%2Fgit%2Flinux.git&git_branch=for-next%2Fcore',
  })
})

it('writes a missing url as None, and encodes what a path or a form cannot hold', () => {
  const odd = {
    ...checkout,
    tree_name: "a b?#%é!$&'()*+,;=:@~",
    git_repository_branch: "x y+(z)!'*~",
    git_repository_url: null,
  }
  const { api_url, old_api_url } = latestLinks(odd)
  expect(api_url).toBe(
    "/api/tree/a%20b%3F%23%25%C3%A9!$&'()*+,;=:@~/x%20y+(z)!'*~/abc/full?origin=maestro",
  )
  expect(old_api_url).toBe(
    '/api/tree/abc/full?origin=maestro&git_url=None&git_branch=x+y%2B%28z%29%21%27%2A~',
  )
})
