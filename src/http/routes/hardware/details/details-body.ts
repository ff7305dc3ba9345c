import { z } from '@hono/zod-openapi'
import { FilterError } from '../../../../domain/filters/filter-error.ts'
import type { Filters } from '../../../../domain/filters/filters.ts'
import { parseFilterBody } from '../../../../domain/filters/parse-filter-body.ts'
import type { HardwareRequest } from '../../../../read/hardware/details/hardware-request.ts'
import { bodyWindow, windowMembers } from '../../../body/body-window.ts'
import { textsByName } from '../../../body/long-members.ts'
import { ApiError } from '../../../errors/api-error.ts'
import { defaultTestOrigin } from '../hardware-parameters.ts'
import { readHardwareBody } from '../read-hardware-body.ts'

/** The body of all details of a hardware (hardware.md 4.1). */
export const detailsBody = z
  .object({
    origin: z
      .string()
      .default(defaultTestOrigin)
      .openapi({ description: 'Origin of the tests; builds and checkouts may be of others' }),
    ...windowMembers,
    selectedCommits: textsByName.openapi({
      type: 'object',
      additionalProperties: { type: 'string' },
      description:
        'Which trees to show, by their index, and at which commit; `head` is the newest. Empty: all at their heads',
      example: {},
    }),
    filter: z
      .record(z.string(), z.unknown())
      .nullable()
      .default({})
      .openapi({
        description:
          'Filters as in the query of the routes of a commit, with lists for alternatives: ' +
          '`{"filter_test.status": ["FAIL", "MISS"]}`',
        example: { 'filter_test.status': ['FAIL', 'MISS'] },
      }),
  })
  .openapi('HardwareDetailsRequest')

/** What a request for details asks for. */
export type DetailsRequest = { readonly request: HardwareRequest; readonly filters: Filters }

/**
 * Reads a request for details. Filters that cannot be understood are answered like timestamps, except
 * for a wrong operator (hardware.md R3).
 *
 * @throws ApiError
 */
export async function readDetailsRequest(
  hardwareId: string,
  raw: Request,
): Promise<DetailsRequest> {
  const body = await readHardwareBody(raw, detailsBody)
  const window = bodyWindow(body)
  const { origin, selectedCommits } = body
  return {
    request: { hardwareId, origin, window, selectedCommits },
    filters: filtersOfBody(body.filter ?? {}),
  }
}

function filtersOfBody(filter: Record<string, unknown>): Filters {
  try {
    return parseFilterBody(filter)
  } catch (cause) {
    if (cause instanceof FilterError && cause.code === 'invalid_filter_value') {
      throw new ApiError('invalid_timestamps', { cause })
    }
    throw cause
  }
}
