import { z } from '@hono/zod-openapi'
import type { TimeWindow } from '../../domain/time-window.ts'
import { ApiError } from '../errors/api-error.ts'
import { parseInteger } from '../parameters/integer-parameter.ts'
import { addProblem } from '../parameters/parameter-issue.ts'
import { instantOfUnixTime } from '../parameters/unix-time.ts'
import { notAnInteger } from './body-integer.ts'

/**
 * Unix seconds as a member of a body, a number or a text (hardware.md 4.1). What holds an integer is told
 * apart from what cannot hold one, because clients know them as different errors: hardware.md 4.2 steps 4
 * and 5.
 */
function unixTime(description: string, example: number) {
  return z
    .unknown()
    .transform((input, context): string => {
      if (typeof input === 'string') return input
      if (typeof input === 'boolean') return input ? '1' : '0'
      if (typeof input === 'number' && Number.isInteger(input)) return BigInt(input).toString()
      if (input === undefined) {
        context.addIssue({ code: 'invalid_type', expected: 'string', input })
        return z.NEVER
      }
      const msg = 'Input should be a valid string'
      addProblem(context, { type: 'string_type', msg, input }, ['str'])
      addProblem(context, { ...notAnInteger(input), input }, ['int'])
      return z.NEVER
    })
    .openapi({ oneOf: [{ type: 'integer' }, { type: 'string' }], description, example })
}

/** The members of a body that say which time it is about. */
export const windowMembers = {
  startTimestampInSeconds: unixTime('First second of the window, Unix time', 1_735_689_600),
  endTimestampInSeconds: unixTime('Last second of the window, Unix time', 4_102_444_800),
}

/**
 * The window that these members say.
 *
 * @throws ApiError when one is no integer or lies outside the years 1 to 9999
 */
export function bodyWindow(body: {
  startTimestampInSeconds: string
  endTimestampInSeconds: string
}): TimeWindow {
  return { from: instant(body.startTimestampInSeconds), until: instant(body.endTimestampInSeconds) }
}

function instant(seconds: string): string {
  const found = instantOfUnixTime(parseInteger(seconds) ?? NaN)
  if (found === null) throw new ApiError('invalid_timestamps')
  return found
}
