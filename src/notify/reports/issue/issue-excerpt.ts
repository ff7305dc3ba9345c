import { isJsonObject } from '../../../platform/json/json-object.ts'
import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import type { Finding } from '../../report.ts'
import { excerptText } from '../excerpt-text.ts'

/**
 * What a log says of an issue: what whoever found it took from the log (`misc.logspec.error.log_excerpt`), else what the
 * newest build or test had, wherever that is now. `misc` may be anything, or nothing (notifications.md O-07).
 */
export async function issueExcerpt(
  { issue, excerpt }: Pick<IssueRegression, 'issue' | 'excerpt'>,
  finding: Pick<Finding, 'excerptAt'>,
): Promise<string | null> {
  const found = member(member(member(issue.misc, 'logspec'), 'error'), 'log_excerpt')
  return typeof found === 'string' && found.trim() !== '' ? found : excerptText(excerpt, finding)
}

function member(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined
}
