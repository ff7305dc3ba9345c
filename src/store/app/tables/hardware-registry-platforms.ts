/** A board or device that tests run on (storage.md 4). */
export type PlatformRow = {
  /** The name of the board. */
  id: string
  /** The kind of entry, as the registry names it. */
  type: string
  /** Who makes it, → `hardware_registry_platform_vendors.id`. */
  vendor_id: string
  /** What is in it, → `hardware_registry_processors.id`. */
  processor_id: string
  /** The module on it, → `hardware_registry_system_modules.id`. */
  system_module_id: string | null
  /** Where more is said. */
  url: string | null
  /** For people. */
  details: string | null
  /** Its shape, as the registry names it. */
  form_factor: string | null
}
