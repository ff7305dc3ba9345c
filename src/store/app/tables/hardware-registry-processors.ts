import type { Generated } from 'kysely'

/** A processor or system on chip (storage.md 4). */
export type ProcessorRow = {
  id: string
  type: Generated<string>
  vendor_id: string
  url: string | null
  details: string | null
  architecture: string | null
  cores: number | null
  max_clock_speed_mhz: number | null
}
