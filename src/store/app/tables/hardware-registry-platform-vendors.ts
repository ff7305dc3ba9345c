import type { Generated } from 'kysely'

/** A maker of boards and devices (storage.md 4). */
export type PlatformVendorRow = {
  id: string
  type: Generated<string>
  url: string | null
  details: string | null
}
