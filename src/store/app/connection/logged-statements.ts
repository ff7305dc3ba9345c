import type { Logger } from '../../../platform/log/log.ts'
import type { StatementObserver } from '../database.ts'

/** Logs every statement as well, as it is sent: values of parameters, which may be secrets, are not in it. */
export function loggedStatements(
  observer: StatementObserver,
  log: Pick<Logger, 'info'>,
): StatementObserver {
  const write = (seconds: number, sql: string, more: { code?: string } = {}) =>
    log.info({ ms: Math.round(seconds * 1e4) / 10, ...more, sql }, 'statement')
  return {
    statementFinished: (seconds, sql) => {
      observer.statementFinished(seconds, sql)
      write(seconds, sql)
    },
    statementFailed: (seconds, code, sql) => {
      observer.statementFailed(seconds, code, sql)
      write(seconds, sql, { code })
    },
  }
}
