/** A maker of chips (storage.md 4). */
export type SiliconVendorRow = {
  id: string
  type: string
  url: string | null
  details: string | null
}
