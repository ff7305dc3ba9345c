import { mkdtempSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether this process can make something in a folder and remove it again. Tried, because modes alone
 * do not tell of disks that are full or mounted to be read.
 */
export function canWriteInto(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, '.doctor-')))
    return true
  } catch {
    return false
  }
}
