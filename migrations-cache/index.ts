import type { Migration } from 'kysely/migration'
import * as responses from './20261125T0900-responses.ts'
import * as logs from './20261129T0150-logs.ts'
import * as knownExcerpts from './20261129T1400-known-excerpts.ts'
import * as readyAnswers from './20261129T2000-ready-answers.ts'
import * as seals from './20261130T1810-seals.ts'
import * as laterAnswers from './20261130T2250-later-answers.ts'

/** Every migration of the local cache by name; the names sort in order of time. */
export const cacheMigrations: Record<string, Migration> = {
  '20261125T0900-responses': responses,
  '20261129T0150-logs': logs,
  '20261129T1400-known-excerpts': knownExcerpts,
  '20261129T2000-ready-answers': readyAnswers,
  '20261130T1810-seals': seals,
  '20261130T2250-later-answers': laterAnswers,
}
