import { harmlessText } from '../../platform/text/harmless-text.ts'

/** What is wrong with a file of subscriptions. */
export type SubscriptionFault = {
  /** Name of the file within the folder. */
  readonly file: string
  /** From 1; null where the file could not be read at all. */
  readonly line: number | null
  readonly column: number | null
  /** With an error the file is not used; what only a warning tells of is ignored. */
  readonly severity: 'error' | 'warning'
  readonly reason: string
}

/** The fault as compilers write theirs, so that editors find the place; of what the file says a terminal obeys nothing. */
export function faultText({ file, line, column, severity, reason }: SubscriptionFault): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`
  return harmlessText(`${place}: ${severity}: ${reason}`)
}
