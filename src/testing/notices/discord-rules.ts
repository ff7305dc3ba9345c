import { z } from 'zod'
import { discordLimits } from '../../notify/channels/discord/discord-limits.ts'

/** Discord takes no text that is empty when blanks are taken away. */
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => value.trim() !== '')

const embed = z.strictObject({
  title: text(discordLimits.title),
  url: z.url().max(2_048).optional(),
  description: text(discordLimits.description).optional(),
  color: z.int().min(0).max(0xff_ff_ff),
  fields: z
    .array(
      z.strictObject({
        name: text(discordLimits.fieldName),
        value: text(discordLimits.fieldValue),
        inline: z.boolean(),
      }),
    )
    .max(discordLimits.fields),
  footer: z.strictObject({ text: text(discordLimits.footer) }).optional(),
  timestamp: z.iso.datetime(),
})

const message = z.strictObject({
  content: text(discordLimits.content).optional(),
  username: text(discordLimits.username).refine((name) => !/discord|clyde/i.test(name)),
  embeds: z.array(embed).min(1).max(discordLimits.embeds),
  allowed_mentions: z.strictObject({ parse: z.tuple([]) }),
})

/** What calls somebody, leads to a channel or runs a command, and addresses of people. */
const callsSomebody = /@everyone|@here|<@|<#|<\/|<a?:\w|[\w.+-]@[\w-]+\.\w/i

/** What Discord, or whoever reads there, would not take of a message; empty when it is fine. */
export function discordFaults(body: string): string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return ['no JSON']
  }
  const checked = message.safeParse(parsed)
  if (!checked.success) return checked.error.issues.map((issue) => JSON.stringify(issue))
  const texts = checked.data.embeds.flatMap(({ title, description = '', fields, footer }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text ?? '',
  ])
  const length = texts.reduce((sum, each) => sum + each.length, 0)
  return [
    ...(length > discordLimits.allEmbeds ? [`embeds of ${length} characters`] : []),
    ...texts.filter((each) => !each.isWellFormed()).map(() => 'half of a surrogate pair'),
    ...texts.filter((each) => callsSomebody.test(each)).map((each) => `a mention in ${each}`),
  ]
}
