import { existsSync } from 'node:fs'
import type { ExcerptConfig } from '../config/excerpt-config.ts'
import { excerptDirectory } from '../store/excerpts/excerpt-directory.ts'
import { canWriteInto } from './can-write-into.ts'
import { failure, fine, type Finding } from './finding.ts'

/** Where log excerpts go that are moved out of their rows, when that is a folder of ours. */
export function lookAtExcerptFolder(
  dataDir: string,
  { converts, storage }: ExcerptConfig,
): Finding[] {
  if (!converts || storage.kind !== 'directory') return []
  const folder = excerptDirectory(dataDir)
  return [
    !existsSync(folder) || canWriteInto(folder)
      ? fine('excerpt folder', `${folder} can be written to`)
      : failure(
          'excerpt folder',
          `${folder} cannot be written to: log excerpts stay in their rows`,
          'give it to the user of the service',
        ),
  ]
}
