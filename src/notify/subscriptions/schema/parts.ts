import { z } from 'zod'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import { type Address, readAddresses } from '../../recipients/address.ts'
import { likePattern, likePatternOfName } from '../like-pattern.ts'
import { severities } from '../severity.ts'

/** Texts and lists of a hand-written file; more is a mistake. */
const mostLetters = 1_000
const mostItems = 1_000

const isQuotable = 'expected a text; put it in quotes when it looks like a number or begins with %'

/** One line of text. YAML reads `6.10` as a number, which would lose the zero (notifications.md 4.4). */
export const text = z
  .string(isQuotable)
  .min(1, 'expected a text, not an empty one')
  .max(mostLetters)
  .regex(/^[^\p{Cc}]*$/u, 'expected one line of text')

/** YAML 1.1, which older files were written for, takes these words for truth values (notifications.md 4.4). */
const wordsForTrue = new Set(['yes', 'on', 'true', '1'])
const wordsForFalse = new Set(['no', 'off', 'false', '0', 'null'])

/** True or false, 1 or 0; a key without a value says no (notifications.md 4.2). */
export const flag = z.preprocess((given) => {
  const word = given !== null && typeof given === 'object' ? '' : String(given).toLowerCase()
  if (wordsForTrue.has(word)) return true
  return wordsForFalse.has(word) ? false : given
}, z.boolean('expected true or false'))

/** One address: two in a text are a comma that wants quotes (notifications.md O-13). */
const address = text.transform((given, context): Address => {
  try {
    const [only, ...more] = readAddresses(given)
    if (only !== undefined && more.length === 0) return only
    context.addIssue('expected one address; a comma in a name wants quotes')
  } catch (error) {
    context.addIssue(errorMessage(error))
  }
  return z.NEVER
})

/** Mail addresses; a key without a value says the same as no key. */
export const recipients = z
  .array(address, 'expected a list of addresses')
  .max(mostItems)
  .nullish()
  .transform((given) => given ?? [])

/** One text or several, where the reference misread one (notifications.md O-14). */
const textOrTexts = z
  .union(
    [text.transform((one) => [one]), z.array(text).min(1).max(mostItems)],
    'expected a text or a list of texts; put in quotes what begins with % or *',
  )
  .nullish()
  .transform((given) => given ?? [])

/** Patterns of test paths. */
export const paths = textOrTexts.transform((given) => given.map(likePattern))

/** Patterns of names: of trees, branches, origins, platforms. */
export const names = textOrTexts.transform((given) => given.map(likePatternOfName))

/** How bad it must be. */
export const severity = z
  .enum(severities, `expected one of ${severities.join(', ')}`)
  .default('test')

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const everyDay: ReadonlySet<number> = new Set(dayNames.keys())

/** Days on which a report may go, all by default. */
export const days = z
  .array(z.enum(dayNames, `expected one of ${dayNames.join(', ')}`), 'expected a list of days')
  .min(1)
  .nullish()
  .transform((given): ReadonlySet<number> => {
    if (given === null || given === undefined) return everyDay
    return new Set(given.map((day) => dayNames.indexOf(day)))
  })

/** The origin of most results. */
export const originOrDefault = text.default('maestro')
