import ts from 'typescript'
import { expect, test } from 'vitest'
import { declaredFunctions } from './declared-functions.ts'
import { findEarlyReturns } from './find-early-returns.ts'

/** What is found in the body of an `async` function. */
function foundIn(body: string): string[] {
  const text = `
    async function later() {}
    function promised(): Promise<void> | undefined {}
    function atOnce(): void {}
    function work(given: () => Promise<void>, kept: { later?: () => Promise<void> }) {${body}}`
  const tree = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)
  const functions = declaredFunctions(tree)
  return findEarlyReturns(tree, (name) => functions.get(name) === true).map((at) =>
    text.slice(at, text.indexOf('\n', at)),
  )
}

test.each([
  'using a = b\nreturn later()\n',
  'await using a = b\nreturn promised()\n',
  'using a = b\nreturn given()\n',
  'using a = b\nreturn kept.later()\n',
  'using a = b\nreturn c ? atOnce() : later()\n',
  'using a = b\nreturn c ?? later()\n',
  'using a = b\nreturn (later() as never)\n',
  'using a = b\nreturn Promise.all([])\n',
  'using a = b\nreturn new Promise(c)\n',
  'using a = b\nif (c) { for (;;) {\nreturn later()\n} }',
  'try { using a = b\nreturn later()\n} finally {}',
  'switch (c) { case 1: using a = b\nreturn later()\n}',
])('finds what is returned too early: %j', (body) => {
  expect(foundIn(body)).toEqual([/return.*/.exec(body)?.[0]])
})

test.each([
  'using a = b\nreturn await later()\n',
  'using a = b\nreturn atOnce()\n',
  'using a = b\nreturn c\n',
  'using a = b\nreturn () => { return later()\n}',
  'using a = b\nreturn (await later()).length\n',
  'if (c) return later()\nusing a = b\n',
  '{ using a = b\n}\nreturn later()\n',
  'const a = b\nreturn later()\n',
])('leaves what is given back in time: %j', (body) => {
  expect(foundIn(body)).toEqual([])
})
