import type { Fault, RefusalCode } from './refusal.ts'

/** What keeps a valid document out of the database: a fault with a reason of its own. */
export type StorageFault = Fault & { readonly code: RefusalCode }

/** Takes faults as they are found; keeps only as many as are reported. */
export type ReportFault = (fault: StorageFault) => void

/** Whether a text contains U+0000, which PostgreSQL stores neither in text nor in jsonb. */
export function holdsNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0')
}

/** The fault of such a text. */
export function nulAt(pointer: string): StorageFault {
  return { code: 'nul_character', pointer, message: 'contains U+0000' }
}
