import { hash } from 'node:crypto'
import type { SpoolFile } from '../spool-file.ts'

/**
 * What a claim to a file is called: 48 bits, so that it is a number here and there. It does not name the
 * folder, because another host may call it otherwise; files of other spools of the same database differ
 * in time or size. Two that share a key wait for each other, and nothing else happens. Of the time whole
 * milliseconds, for the sake of shared folders that know no more.
 */
export function claimKey({ name, size, modifiedMs }: SpoolFile): number {
  const digest = hash('sha256', `${name}\0${size}\0${Math.trunc(modifiedMs)}`, 'buffer')
  return digest.readUIntBE(0, 6)
}
