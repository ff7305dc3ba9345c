import { describe, expect, it } from 'vitest'
import { checkPaths } from './check-paths.ts'

const places = {
  exists: (path: string) => ['src/', 'src/main.ts', 'docs/errors.md'].includes(path),
  matches: (pattern: string) => pattern === 'src/*.ts',
  fileNames: new Set(['main.ts']),
}

function messagesOf(text: string, path = 'docs/page.md'): string[] {
  return checkPaths({ path, text }, places).map(({ message }) => message)
}

describe('checkPaths', () => {
  it('finds paths, patterns and names of files', () => {
    expect(
      messagesOf('`src/`, src/main.ts, (docs/errors.md). `src/*.ts`, `main.ts`, `x.test.ts`'),
    ).toEqual([])
  })

  it.each([
    ['see src/none.ts.', 'src/none.ts is not there'],
    ['`src/*.it.ts`', 'src/*.it.ts is not there'],
    ['`none.ts`', 'no file is called none.ts'],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(text)).toEqual([message])
  })

  it('leaves addresses and paths of other places alone', () => {
    expect(messagesOf('https://host/src/none.ts, /usr/bin/none, ../src/none.ts')).toEqual([])
  })

  it('looks at the comments of a program, not at its strings', () => {
    const program = "const path = 'src/none.ts'\n// src/gone.ts\n/**\n * `lost.ts`\n */"
    expect(messagesOf(program, 'src/a.ts')).toEqual([
      'src/gone.ts is not there',
      'no file is called lost.ts',
    ])
  })
})
