import type { Fault, RefusalCode } from '../refusal.ts'
import type { Found } from './find-values.ts'
import { foundValue } from './found-value.ts'

/** What keeps a valid document out of the database: a fault with a reason of its own. */
export type StorageFault = Fault & { readonly code: RefusalCode }

/** Takes faults as they are found; keeps only as many as are reported. */
export type ReportFault = (fault: StorageFault) => void

/** Whether a text contains U+0000, which PostgreSQL stores neither in text nor in jsonb. */
export function holdsNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0')
}

/** The fault of such a text. */
export function nulFault({ pointer, value, isName }: Found): StorageFault {
  const found = `${isName ? 'has the name' : 'is'} ${foundValue(value)}`
  return { code: 'nul_character', pointer, message: `${found}, but must not contain U+0000` }
}
