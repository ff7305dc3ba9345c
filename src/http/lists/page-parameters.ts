import { optionalInteger } from '../parameters/integer-parameter.ts'
import { optionalText } from '../parameters/text-parameter.ts'

/** Who wants more in one answer wants an export. */
const mostItemsPerPage = 10_000

/** What every list takes to be had in parts; without them it is answered whole. */
export const pageParameters = {
  limit: optionalInteger('How many items at most; the header `Link` leads to those that follow', {
    greaterThan: 0,
    atMost: mostItemsPerPage,
  }),
  cursor: optionalText('Where to go on: taken from the header `Link` of the answer before'),
}

/** What {@link pageParameters} say. */
export type PageQuery = { limit?: number | undefined; cursor?: string | undefined }
