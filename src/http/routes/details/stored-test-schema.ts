import { z } from '@hono/zod-openapi'
import { durationSchema, jsonSchema, statusSchema, timestampSchema } from '../value-schemas.ts'

/** A test or boot as it was stored, in lists of a build and of an issue (api-misc.md 4.2, 6.5). */
export const storedTestSchema = z.object({
  id: z.string(),
  status: statusSchema,
  duration: durationSchema.nullable(),
  path: z.string().nullable(),
  start_time: timestampSchema.nullable(),
  environment_compatible: z.array(z.string()).nullable(),
  environment_misc: jsonSchema,
  lab: z.string().nullable().openapi({ description: '`runtime` of the test' }),
})
