import type { Generated } from 'kysely'

/** A processor or system on chip (storage.md 4). */
export type ProcessorRow = {
  /** The name of the processor. */
  id: string
  /** The kind of entry, as the registry names it. */
  type: Generated<string>
  /** Who makes it, → `hardware_registry_silicon_vendors.id`. */
  vendor_id: string
  /** Where more is said. */
  url: string | null
  /** For people. */
  details: string | null
  /** Of the processor, such as `arm64`. */
  architecture: string | null
  /** How many it has. */
  cores: number | null
  /** In MHz. */
  max_clock_speed_mhz: number | null
}
