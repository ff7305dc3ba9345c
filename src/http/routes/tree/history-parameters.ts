import type { Filters } from '../../../domain/filters/filters.ts'
import { countedTypes } from '../../../domain/history/commit-history.ts'
import type { HistoryRequest } from '../../../domain/history/history-request.ts'
import type { HistoryWindow } from '../../../read/trees/history/commits.ts'
import { booleanParameter } from '../../parameters/boolean-parameter.ts'
import { filterParameters } from '../../parameters/filter-parameters.ts'
import { parseInteger } from '../../parameters/integer-parameter.ts'
import { wordsParameter } from '../../parameters/list-parameter.ts'
import { givenText, optionalText } from '../../parameters/text-parameter.ts'
import { examples } from '../examples.ts'

/** What both histories of commits take besides their commits (trees.md 7.8, 7.9). */
export const historyParameters = {
  // no default here (trees.md O16)
  origin: givenText('Origin of the checkouts').openapi({ example: examples.origin }),
  git_url: optionalText(
    'Address of the repository; with tree and branch it makes no difference',
  ).openapi({ example: examples.url }),
  types: wordsParameter(countedTypes, 'What to count, comma-separated; all without it'),
  start_timestamp_in_seconds: optionalText(
    'Earliest start of a checkout, Unix seconds; counts together with the end alone',
  ),
  end_timestamp_in_seconds: optionalText('Latest start of a checkout, Unix seconds'),
  builds_related_to_filtered_tests_only: booleanParameter(
    'Whether a build counts only when a boot or test that the filters let pass ran on it',
  ),
  ...filterParameters,
}

type WindowQuery = {
  start_timestamp_in_seconds?: string | undefined
  end_timestamp_in_seconds?: string | undefined
}

/** What {@link historyParameters} say of what to count, and of when. */
export type HistoryQuery = WindowQuery & {
  types: HistoryRequest['types']
  builds_related_to_filtered_tests_only: boolean
}

/** What a history is to count. */
export function historyRequest(query: HistoryQuery, filters: Filters): HistoryRequest {
  return {
    types: query.types,
    filters,
    onlyBuildsOfSelectedTests: query.builds_related_to_filtered_tests_only,
  }
}

/** The window of a history; null unless both bounds are integers (trees.md 7.8). */
export function historyWindow(query: WindowQuery): HistoryWindow | null {
  const from = parseInteger(query.start_timestamp_in_seconds ?? '')
  const until = parseInteger(query.end_timestamp_in_seconds ?? '')
  return from === null || until === null ? null : { from, until }
}
