import { existsSync } from 'node:fs'
import type { ExcerptConfig } from '../config/excerpt-config.ts'
import { excerptDirectory } from '../store/excerpts/excerpt-directory.ts'
import { whatKeepsFromWriting } from './keeps-from-writing.ts'
import { failure, fine, type Finding } from './finding.ts'

/** Where log excerpts go that are moved out of their rows, when that is a folder of ours. */
export function lookAtExcerptFolder(
  dataDir: string,
  { converts, storage }: ExcerptConfig,
): Finding[] {
  if (!converts || storage.kind !== 'directory') return []
  const folder = excerptDirectory(dataDir)
  const advice = existsSync(folder) ? whatKeepsFromWriting(folder) : undefined
  if (advice === undefined) return [fine('excerpt folder', `${folder} can be written to`)]
  const says = `${folder} cannot be written to: log excerpts stay in their rows`
  return [failure('excerpt folder', says, advice)]
}
