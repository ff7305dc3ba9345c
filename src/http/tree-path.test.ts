import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treePath } from './tree-path.ts'

const form = (rest: string) => treePath(rest)?.template.replace('/api/tree/', '') ?? null

describe('treePath, by the table of trees.md 2.1', () => {
  it.each([
    ['', ''],
    ['h/full', '{commit_hash}/full'],
    ['h/summary', '{commit_hash}/summary'],
    ['h/builds', '{commit_hash}/builds'],
    ['h/boots', '{commit_hash}/boots'],
    ['h/tests', '{commit_hash}/tests'],
    ['h/commits', '{commit_hash}/commits'],
    ['commits-history', 'commits-history'],
    ['t/b/commits', '{tree_name}/{git_branch}/commits'],
    ['t/b/compare/boots', '{tree_name}/{git_branch}/compare/boots'],
    ['t/b/compare/tests', '{tree_name}/{git_branch}/compare/tests'],
    ['t/b/compare/builds', '{tree_name}/{git_branch}/compare/builds'],
    ['t/b/compare', '{tree_name}/{git_branch}/compare'],
    ['t/b/h/commits', '{tree_name}/{git_branch}/{commit_hash}/commits'],
    ['t/b/h/boots', '{tree_name}/{git_branch}/{commit_hash}/boots'],
    ['t/b/h/builds', '{tree_name}/{git_branch}/{commit_hash}/builds'],
    ['t/b/h/full', '{tree_name}/{git_branch}/{commit_hash}/full'],
    ['t/b/h/summary', '{tree_name}/{git_branch}/{commit_hash}/summary'],
    ['t/b/h/tests', '{tree_name}/{git_branch}/{commit_hash}/tests'],
    ['t/b', '{tree_name}/{git_branch}'],
  ])('%j has the form %s', (rest, template) => {
    expect(form(rest)).toBe(template)
  })
})

describe('treePath, by the traps of trees.md 2.2', () => {
  it.each([
    [
      'soc/arm/fixes/h/summary',
      '{tree_name}/{git_branch}/{commit_hash}/summary',
      'soc/arm%2Ffixes/h/summary',
    ],
    [
      'mainline/for-next/core/commits',
      '{tree_name}/{git_branch}/{commit_hash}/commits',
      'mainline/for-next/core/commits',
    ],
    [
      't/b/compare/commits',
      '{tree_name}/{git_branch}/{commit_hash}/commits',
      't/b/compare/commits',
    ],
    ['t/b/compare/full', '{tree_name}/{git_branch}/{commit_hash}/full', 't/b/compare/full'],
    [
      't/b/compare/summary',
      '{tree_name}/{git_branch}/{commit_hash}/summary',
      't/b/compare/summary',
    ],
    ['a/compare', '{tree_name}/{git_branch}', 'a/compare'],
    ['a/compare/compare', '{tree_name}/{git_branch}/compare', 'a/compare/compare'],
    ['a/compare/builds', '{tree_name}/{git_branch}', 'a/compare%2Fbuilds'],
    [
      'a/x/compare/y/builds',
      '{tree_name}/{git_branch}/{commit_hash}/builds',
      'a/x%2Fcompare/y/builds',
    ],
    ['a/boots', '{commit_hash}/boots', 'a/boots'],
    ['a/b/boots', '{tree_name}/{git_branch}', 'a/b%2Fboots'],
    ['a/b/', '{tree_name}/{git_branch}', 'a/b%2F'],
    ['a/b/h/builds/', '{tree_name}/{git_branch}', 'a/b%2Fh%2Fbuilds%2F'],
    ['a//b', '{tree_name}/{git_branch}', 'a/%2Fb'],
    ['a//compare', '{tree_name}/{git_branch}', 'a/%2Fcompare'],
    ['a//commits', '{tree_name}/{git_branch}', 'a/%2Fcommits'],
    ['a//h/builds', '{tree_name}/{git_branch}', 'a/%2Fh%2Fbuilds'],
    ['a/b//builds', '{tree_name}/{git_branch}', 'a/b%2F%2Fbuilds'],
    ['a//compare/boots', '{tree_name}/{git_branch}', 'a/%2Fcompare%2Fboots'],
    [
      'a/x/y/z/compare/tests',
      '{tree_name}/{git_branch}/compare/tests',
      'a/x%2Fy%2Fz/compare/tests',
    ],
    ['commits-history/full', '{commit_hash}/full', 'commits-history/full'],
    ['__proto__/constructor', '{tree_name}/{git_branch}', '__proto__/constructor'],
  ])('%j', (rest, template, path) => {
    expect(treePath(rest)).toEqual({
      template: `/api/tree/${template}`,
      path: `/api/tree/${path}`,
    })
  })

  it.each(['a', 'a/', '/b', '//', '/b/h/full'])('%j has no form', (rest) => {
    expect(treePath(rest)).toBeNull()
  })
})

describe('treePath, for any path', () => {
  const segment = fc.constantFrom('a', 'b/c', '', 'compare', 'commits', 'boots', 'full', 'é %/?')

  it('keeps every character: decoded, the path is what was asked for', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 7 }), (segments) => {
        const rest = segments.join('/')
        const found = treePath(rest)
        fc.pre(found !== null)
        expect(decodeURIComponent(found.path)).toBe(`/api/tree/${rest}`)
        expect(found.path.split('/')).toHaveLength(found.template.split('/').length)
      }),
    )
  })
})
