import { z } from '@hono/zod-openapi'
import { mostProblems } from './parse-body.ts'

/**
 * Members of bodies that may be long. Of those no more problems are looked for than are told: zod alone looks for all, and
 * 2.4 MB of empty objects, which are 3.2 million problems, held everybody up for four seconds.
 */

/**
 * A list. What it is in the OpenAPI document has to be said: only the description of `item` tells it.
 *
 * @param item what its items must be
 */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).transform((values, context): z.output<Item>[] => {
    const items: z.output<Item>[] = []
    let problems = 0
    for (const [index, value] of values.entries()) {
      const { data, error } = item.safeParse(value)
      if (error === undefined) {
        items.push(data)
        continue
      }
      for (const issue of error.issues) {
        context.addIssue({ ...issue, path: [index, ...issue.path] })
      }
      problems += error.issues.length
      if (problems >= mostProblems) return z.NEVER
    }
    return items
  })
}

/** Texts by any names, `__proto__` among them (decisions.md 2), which a record of zod leaves out. */
export const textsByName = z.unknown().transform((input, context): Record<string, string> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    context.addIssue({ code: 'invalid_type', expected: 'record', input })
    return z.NEVER
  }
  const texts: [string, string][] = []
  let problems = 0
  for (const [name, value] of Object.entries(input)) {
    if (typeof value === 'string') {
      texts.push([name, value])
      continue
    }
    context.addIssue({ code: 'invalid_type', expected: 'string', input: value, path: [name] })
    problems += 1
    if (problems === mostProblems) return z.NEVER
  }
  return Object.fromEntries(texts)
})
