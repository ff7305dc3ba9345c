import { z } from '@hono/zod-openapi'
import { parseInteger } from '../parameters/integer-parameter.ts'
import { lastValue, optionalText } from '../parameters/text-parameter.ts'

/** Who wants more in one answer wants the whole list. */
const mostItemsPerPage = 10_000

/**
 * A number of items; anything else is as if it were absent. Programs that knew the reference say `limit=0`, or a
 * million, for whatever there is: it knows no such parameter, and answers with the whole list (api-misc.md 1.6).
 */
const limit = z
  .preprocess(
    lastValue,
    z
      .string()
      .optional()
      .transform((text) => pageSize(parseInteger(text ?? ''))),
  )
  .openapi({
    type: 'integer',
    minimum: 1,
    maximum: mostItemsPerPage,
    param: {
      description:
        'How many items at most; the header `Link` leads to those that follow. Any other value is as none',
      required: false,
    },
  })

function pageSize(items: number | null): number | undefined {
  return items !== null && items >= 1 && items <= mostItemsPerPage ? items : undefined
}

/** What every list takes to be had in parts; without them it is answered whole. */
export const pageParameters = {
  limit,
  cursor: optionalText('Where to go on: taken from the header `Link` of the answer before'),
}

/** What {@link pageParameters} say. */
export type PageQuery = { limit?: number | undefined; cursor?: string | undefined }
