import { mkdtempSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../platform/errors/error-code.ts'

/** By code of the system; anything else is a matter of rights. */
const adviceByCode = new Map([
  ['ENOSPC', 'make room: its file system has no bytes (df -h) or no files (df -i) left'],
  ['EDQUOT', 'make room: the user of the service has used up what it may have there'],
  ['EROFS', 'mount its file system so that it can be written to'],
])

/**
 * What to do where this process cannot make something in a folder and remove it again; undefined where it can. Tried, because modes alone
 * do not tell of disks that are full or mounted to be read.
 */
export function whatKeepsFromWriting(folder: string): string | undefined {
  try {
    rmdirSync(mkdtempSync(join(folder, '.doctor-')))
    return undefined
  } catch (error) {
    return adviceAgainst(error)
  }
}

/** What to do about an error of the file system that kept from writing. */
export function adviceAgainst(error: unknown): string {
  return adviceByCode.get(errorCode(error) ?? '') ?? 'give it to the user of the service'
}
