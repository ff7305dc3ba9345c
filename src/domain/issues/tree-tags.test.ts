import { describe, expect, it } from 'vitest'
import { tagsOfTrees } from './tree-tags.ts'

const hosted = 'https://git.kernel.org/pub/scm/linux/kernel/git'
const tree = (url: string | null, branch: string | null, name: string | null = 'any') => ({
  tree_name: name,
  git_repository_url: url,
  git_repository_branch: branch,
})

describe('tags of trees', () => {
  it.each([
    [`${hosted}/torvalds/linux.git`, 'master', ['mainline']],
    [`${hosted}/torvalds/linux.git`, 'main', []],
    [`${hosted}/torvalds/linux`, 'master', []],
    [`${hosted}/stable/linux.git`, 'linux-6.1.y', ['stable']],
    [`${hosted}/stable/linux.git`, null, []],
    [`${hosted}/next/linux-next.git`, 'master', ['linux-next']],
    [`${hosted}/next/linux-next.git`, 'pending-fixes', ['linux-next']],
    [`${hosted}/next/linux-next.git`, 'stable', []],
    [null, 'master', []],
  ])('of %s %s are %j', (url, branch, tags) => {
    expect(tagsOfTrees([tree(url, branch)])).toEqual(tags)
  })

  it('need no tree name, come once each, and have an order', () => {
    const next = tree(`${hosted}/next/linux-next.git`, 'master', null)
    const mainline = tree(`${hosted}/torvalds/linux.git`, 'master')
    expect(tagsOfTrees([next, mainline, next])).toEqual(['mainline', 'linux-next'])
  })
})
