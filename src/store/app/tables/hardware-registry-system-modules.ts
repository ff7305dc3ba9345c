/** A module that carries a processor (storage.md 4). */
export type SystemModuleRow = {
  /** The name of the module. */
  id: string
  /** The kind of entry, as the registry names it. */
  type: string
  /** Who makes it, → `hardware_registry_platform_vendors.id`. */
  vendor_id: string
  /** What is in it, → `hardware_registry_processors.id`. */
  processor_id: string
  /** Where more is said. */
  url: string | null
  /** For people. */
  details: string | null
  /** Its shape, as the registry names it. */
  form_factor: string | null
}
