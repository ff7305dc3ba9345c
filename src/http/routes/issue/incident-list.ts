import { createRoute, type z } from '@hono/zod-openapi'
import type { IncidentKey } from '../../../read/issues/incident-lists/incident-page.ts'
import type { FindList } from '../../../read/long-list/long-list.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { KeysetList } from '../../lists/keyset-part.ts'
import type { Item, ItemKey } from '../../lists/list.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { issueParameters, versionQuery } from './issue-parameters.ts'

/** Describes a list of an issue, which has one item per incident of a version. */
export function incidentListRoute<View extends 'tests' | 'builds', List extends z.ZodType>({
  view,
  operationId,
  summary,
  description,
  answer,
}: {
  view: View
  operationId: string
  summary: string
  description: string
  answer: List
}) {
  return createRoute({
    method: 'get',
    path: `/api/issue/{issue_id}/${view}` as const,
    operationId,
    'x-hangs-on': 'data',
    'x-cost': 'dear',
    tags: ['issue'],
    summary,
    description,
    'x-page-cached': true,
    'x-validation-errors': 'text',
    request: {
      params: issueParameters,
      query: versionQuery('the highest with an incident').extend(pageParameters),
    },
    responses: {
      ...listResponses(answersOrNothing(answer, `The ${view}`)),
      400: badParametersAsText,
    },
  })
}

/**
 * Such a list, as it is read in parts.
 *
 * @param nothing the error when it has no item at all
 */
export function incidentList<One extends Item>(
  find: FindList<One, IncidentKey>,
  nothing: 'no_issue_tests' | 'no_issue_builds',
): KeysetList<One, IncidentKey> {
  return {
    find,
    nothing,
    cursorKey: ({ version, id, incident }) => [version, id, incident],
    readKey: readIncidentKey,
  }
}

function readIncidentKey([version, id, incident]: ItemKey): IncidentKey {
  if (typeof version === 'number' && isText(id) && isText(incident))
    return { version, id, incident }
  throw new ApiError('invalid_cursor')
}

/** PostgreSQL has no text with a NUL in it. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0')
}
