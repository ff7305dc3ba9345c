import { z } from '@hono/zod-openapi'
import { textWithDefault } from '../../parameters/text-parameter.ts'
import { examples } from '../examples.ts'

/** Whose tests are shown when a request does not say (hardware.md 3.2). */
export const defaultTestOrigin = 'maestro'

/** The parameter that says so. */
export const testOriginParameter = textWithDefault(
  defaultTestOrigin,
  'Origin of the tests; builds and checkouts may be of others',
)

/** The path of the routes of one hardware. */
export const hardwarePath = z.object({
  hardware_id: z.string().openapi({
    description: 'A platform, or one of the compatibles of a device',
    example: examples.hardware,
  }),
})
