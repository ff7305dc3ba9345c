/** A maker of chips (storage.md 4). */
export type SiliconVendorRow = {
  /** The name of the maker of chips. */
  id: string
  /** The kind of entry, as the registry names it. */
  type: string
  /** Where more is said. */
  url: string | null
  /** For people. */
  details: string | null
}
