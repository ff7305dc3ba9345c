/**
 * What Discord takes of a message, in characters or items
 * (https://docs.discord.com/developers/resources/message#embed-object-embed-limits,
 * https://docs.discord.com/developers/resources/webhook#execute-webhook). We count code units, which are
 * never fewer.
 */
export const discordLimits = {
  content: 2_000,
  username: 80,
  embeds: 10,
  title: 256,
  description: 4_096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1_024,
  footer: 2_048,
  author: 256,
  /** Titles, descriptions, names and values of fields, footers and authors of all embeds together. */
  allEmbeds: 6_000,
} as const
