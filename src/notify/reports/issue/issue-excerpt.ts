import { isJsonObject } from '../../../platform/json-object.ts'
import type { IssueRegression } from '../../../read/issues/regression/regression.ts'

/**
 * What a log says of an issue: what whoever found it took from the log (`misc.logspec.error.log_excerpt`), else what the
 * newest build or test had. `misc` may be anything, or nothing (notifications.md O-07).
 */
export function issueExcerpt({ issue, excerpt }: IssueRegression): string | null {
  const found = member(member(member(issue.misc, 'logspec'), 'error'), 'log_excerpt')
  return typeof found === 'string' && found.trim() !== '' ? found : excerpt
}

function member(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined
}
