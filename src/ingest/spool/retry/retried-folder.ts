import { join } from 'node:path'
import type { Spool } from '../spool.ts'

/** Where the reasons of files lie that were to be tried again. */
export function retriedFolder(spool: Spool): string {
  return join(spool.failed, 'retried')
}
