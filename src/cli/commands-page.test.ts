import { globSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { buildProgram } from './program.ts'

const read = (path: string) => readFileSync(path, 'utf8')

/** The first column of the table of commands. */
const table = [...read('docs/operations/commands.md').matchAll(/^\| (`(?:\\\||[^|])+) \|/gm)]
  .map(([, usage = '']) => usage)
  .join('\n')

/** What operators and submitters read. */
const book = ['docs/submitting.md', 'docs/subscribing.md', ...globSync('docs/operations/*.md')]
  .map(read)
  .join('\n')

/** What can be run, by the words that run it: `rollup verify`, not `rollup`. */
function runnable(command: Command, words: readonly string[] = []): [string, Command][] {
  if (command.commands.length === 0) return [[words.join(' '), command]]
  return command.commands.flatMap((child) => runnable(child, [...words, child.name()]))
}

const commands = runnable(await buildProgram())

describe('docs/operations/commands.md', () => {
  it.each(commands)('has %s in its table', (words) => {
    expect(table).toMatch(new RegExp(`\`${words}[ \`]`))
  })

  it('and the pages beside it say what each option is for', () => {
    const options = commands.flatMap(([words, { options: all }]) =>
      all.filter(({ hidden }) => !hidden).map(({ long }) => ({ words, long: long ?? '' })),
    )
    expect(options.length).toBeGreaterThan(70)
    expect(options.filter(({ long }) => !new RegExp(`${long}(?![\\w-])`).test(book))).toEqual([])
  })
})
