import { join } from 'node:path'
import type { Context } from '../context.ts'
import { makeFolder } from '../platform/files/make-folder.ts'

/** Where the service looks for submissions; made where it is missing. */
export function spoolOf({ config }: Pick<Context, 'config'>): string {
  const spoolDir = join(config.dataDir, 'spool')
  makeFolder(spoolDir)
  return spoolDir
}
