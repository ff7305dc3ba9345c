import { z } from 'zod'
import { days, originOrDefault, paths, recipients, text } from './parts.ts'

/** Where jobs of a lab can be looked at. Labs that fetch their jobs have no such address. */
const labAddress = text
  .regex(/^https?:\/\/[^\s/]/, 'expected an address with http or https, or nothing')
  .transform((address) => address.replace(/\/+$/, ''))
  .nullable()

const hardware = z.strictObject({
  origin: originOrDefault,
  labs: z
    .record(text, labAddress, 'expected a mapping from names of labs to their addresses')
    .refine((labs) => Object.keys(labs).length > 0, 'expected at least one lab'),
  default_recipients: recipients,
  path: paths,
  days,
})

/** Boards of a file by their platforms (notifications.md 4.3). */
export const hardwareFile = z.record(
  text,
  hardware,
  'expected a mapping from platforms to settings',
)
