import { z } from '@hono/zod-openapi'
import { bucketCountsSchema, statusCountSchema } from '../value-schemas.ts'

/** Hardware that tests ran on, with counts of some kind. */
function countedHardware<Counts extends z.ZodType>(counts: Counts) {
  return z.object({
    hardware: z
      .array(z.string())
      .nullable()
      .openapi({
        description: 'Compatibles that tests named there, ascending; null when none named any',
        example: ['brcm,bcm2711', 'raspberrypi,4-model-b'],
      }),
    platform: z.string().openapi({ example: 'bcm2711-rpi-4-b' }),
    test_status_summary: counts,
    boot_status_summary: counts,
    build_status_summary: counts,
  })
}

/** Hardware of the listing. */
export const listedHardwareSchema = countedHardware(bucketCountsSchema)

/** What ran on hardware lately (hardware.md 9.1). */
export const hardwareListingSchema = z
  .object({ hardware: z.array(listedHardwareSchema) })
  .openapi('HardwareListing', { description: 'Ascending by platform and compatibles' })

/** Hardware of one revision. */
export const revisionHardwareSchema = countedHardware(statusCountSchema)

/** What ran on hardware for one revision (hardware.md 9.3). */
export const hardwareOfRevisionSchema = z
  .object({ hardware: z.array(revisionHardwareSchema) })
  .openapi('HardwareOfRevision', { description: 'Ascending by platform and compatibles' })
