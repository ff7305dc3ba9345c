import { version11, version20, version30 } from './before-version-4.ts'
import type { FormatSchema } from './schema-types.ts'
import { version40, version41, version42, version43, version44, version45 } from './version-4.ts'
import { version50, version51, version52, version53 } from './version-5.ts'

/** The known versions of the submission format, oldest first (submission-format.md 1). */
export const formatVersions = [
  '1.1',
  '2.0',
  '3.0',
  '4.0',
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '4.5',
  '5.0',
  '5.1',
  '5.2',
  '5.3',
] as const

export type FormatVersion = (typeof formatVersions)[number]

/** The version that every document becomes. */
export const newestVersion = '5.3' satisfies FormatVersion

/** What each version allows. */
export const formatSchemas: Readonly<Record<FormatVersion, FormatSchema>> = {
  '1.1': version11,
  '2.0': version20,
  '3.0': version30,
  '4.0': version40,
  '4.1': version41,
  '4.2': version42,
  '4.3': version43,
  '4.4': version44,
  '4.5': version45,
  '5.0': version50,
  '5.1': version51,
  '5.2': version52,
  '5.3': version53,
}

/** Whether a text such as `5.3` names a known version. */
export function isFormatVersion(text: string): text is FormatVersion {
  return Object.hasOwn(formatSchemas, text)
}
