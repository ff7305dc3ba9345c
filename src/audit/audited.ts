import type { Kysely } from 'kysely'
import { errorCode } from '../platform/errors/error-code.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { Database } from '../store/app/schema/database-types.ts'
import { AuditEntry, type AuditRecord } from './audit-entry.ts'
import { whoActs } from './who-acts.ts'
import { type AuditParameters, withoutSecrets } from './without-secrets.ts'

export type { AuditParameters, AuditRecord }

export type AuditedAction = {
  db: Kysely<Database>
  /** The command, such as `token revoke`. */
  action: string
  parameters: AuditParameters
  /** Aborted when the action is asked to end. */
  signal: AbortSignal
  /** Whether what it threw says that it ran and found something wrong, so that its end is `incomplete`. */
  isIncomplete?: (error: unknown) => boolean
  /** Told, in a sentence for people, when the end of an action cannot be recorded. */
  onUnrecorded: (problem: string) => void
}

/**
 * Does something that has to be on record. Before it begins, a row says who does what; afterwards the row
 * says how that ended and what it changed. An action that fails, or is killed, has its row as well.
 *
 * @throws whatever the record of the beginning throws: what cannot be recorded is not begun
 * @throws whatever the action throws
 */
export async function audited<Result>(
  { db, action, parameters, signal, isIncomplete, onUnrecorded }: AuditedAction,
  act: (record: AuditRecord) => Promise<Result>,
): Promise<Result> {
  const begun = { action, ...whoActs(), parameters: withoutSecrets(parameters) }
  const entry = new AuditEntry(db, begun, onUnrecorded)
  await entry.begin()
  try {
    const result = await act(entry)
    await entry.end(entry.outcome, null)
    return result
  } catch (error) {
    const failed = isIncomplete?.(error) === true ? 'incomplete' : 'failed'
    await entry.end(signal.aborted ? 'stopped' : failed, problemText(error))
    throw error
  }
}

/** A problem is kept up to so many characters. */
const problemMax = 2_000

function problemText(error: unknown): string {
  const code = errorCode(error)
  const text = errorMessage(error)
  return (code === undefined ? text : `${code}: ${text}`).slice(0, problemMax)
}
