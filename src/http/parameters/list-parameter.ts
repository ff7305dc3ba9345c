import { z } from '@hono/zod-openapi'
import { addProblem } from './parameter-issue.ts'
import { lastValue } from './text-parameter.ts'

/** The members of a comma-separated list: blanks around are cut off, empty ones left out (trees.md 7.8). */
export function listMembers(text: string): string[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

/** A comma-separated list of words; absent or empty means all of them. */
export function wordsParameter<const Word extends string>(
  words: readonly [Word, ...Word[]],
  description: string,
) {
  const known = new Set<string>(words)
  const isWord = (text: string): text is Word => known.has(text)
  const list = z
    .string()
    .default('')
    .transform((text, context): ReadonlySet<Word> => {
      const members = listMembers(text)
      for (const [index, input] of members.entries()) {
        if (!isWord(input)) addProblem(context, { ...notAWord(words), input }, [index])
      }
      return new Set(members.length === 0 ? words : members.filter(isWord))
    })
  return z.preprocess(lastValue, list).openapi({
    type: 'string',
    example: words.join(','),
    param: { description, required: false },
  })
}

function notAWord(words: readonly string[]) {
  const quoted = words.map((word) => `'${word}'`)
  const expected = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
  return { type: 'enum', msg: `Input should be ${expected}`, ctx: { expected } }
}
