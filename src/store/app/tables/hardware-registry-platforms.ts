/** A board or device that tests run on (storage.md 4). */
export type PlatformRow = {
  id: string
  type: string
  vendor_id: string
  processor_id: string
  system_module_id: string | null
  url: string | null
  details: string | null
  form_factor: string | null
}
