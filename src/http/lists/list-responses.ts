import { z } from '@hono/zod-openapi'

/** The description of answers, the first of which is a list in JSON. */
type ListInJson<Schema extends z.ZodType> = {
  200: {
    description: string
    headers?: object
    content: { 'application/json': { schema: Schema } }
  }
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

const nextPart = {
  Link: {
    description: 'With `limit`: the address of what follows, `rel="next"`, unless nothing does',
    schema: { type: 'string' as const },
  },
}

/** The same answers, and the list in the other formats and in parts. */
export function listResponses<Schema extends z.ZodType, Answers extends ListInJson<Schema>>(
  answers: Answers,
) {
  const { 200: inJson } = answers
  return {
    ...answers,
    200: {
      ...inJson,
      headers: { ...inJson.headers, ...nextPart },
      content: { ...inJson.content, ...otherFormats },
    },
  }
}
