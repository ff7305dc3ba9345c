import { z } from '@hono/zod-openapi'
import { nextPart } from '../routes/described-headers.ts'

/** The description of answers, the first of which is a list in JSON. */
type ListInJson<Schema extends z.ZodType> = {
  200: {
    description: string
    headers?: object
    content: { 'application/json': { schema: Schema } }
  }
  304: { description: string; headers: object }
}

const text = (description: string) => z.string().openapi({ description })

const otherFormats = {
  'text/csv': {
    schema: text(
      'A line of names, then a line for each item (RFC 4180). What has members is JSON; a text that ' +
        'spreadsheets would run as a formula begins with an apostrophe.',
    ),
  },
  'application/x-ndjson': { schema: text('A line of JSON for each item') },
}

/** The same answers, and the list in the other formats and in parts. */
export function listResponses<Schema extends z.ZodType, Answers extends ListInJson<Schema>>(
  answers: Answers,
) {
  const { 200: inJson, 304: unchanged } = answers
  return {
    ...answers,
    200: {
      ...inJson,
      headers: { ...inJson.headers, ...nextPart },
      content: { ...inJson.content, ...otherFormats },
    },
    304: { ...unchanged, headers: { ...unchanged.headers, ...nextPart } },
  }
}
