import type { Generated } from 'kysely'

/** A maker of boards and devices (storage.md 4). */
export type PlatformVendorRow = {
  /** The name of the maker of boards. */
  id: string
  /** The kind of entry, as the registry names it. */
  type: Generated<string>
  /** Where more is said. */
  url: string | null
  /** For people. */
  details: string | null
}
