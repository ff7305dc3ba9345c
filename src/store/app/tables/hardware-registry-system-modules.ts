/** A module that carries a processor (storage.md 4). */
export type SystemModuleRow = {
  id: string
  type: string
  vendor_id: string
  processor_id: string
  url: string | null
  details: string | null
  form_factor: string | null
}
