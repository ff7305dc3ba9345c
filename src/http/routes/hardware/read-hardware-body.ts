import type { z } from '@hono/zod-openapi'
import { parseBody } from '../../body/parse-body.ts'
import { readJson } from '../../body/read-json.ts'
import { ApiError } from '../../errors/api-error.ts'

/**
 * Reads the body of a hardware route (hardware.md 4.2, steps 2 to 4). JSON that is no object is answered
 * like timestamps that are missing (hardware.md R3).
 *
 * @throws ApiError
 */
export async function readHardwareBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await readJson(request)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError('invalid_timestamps')
  }
  return parseBody(schema, body)
}
