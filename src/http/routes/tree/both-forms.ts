import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi'
import type { Cost } from '../../../platform/turns/asked-cost.ts'
import { directPath, hashPath } from './tree-parameters.ts'

type Forms<
  Hash extends z.ZodObject,
  Direct extends z.ZodObject,
  Responses extends RouteConfig['responses'],
> = {
  summary: string
  description: string
  /** The names of both routes (api-misc.md 1.1). */
  operationIds: { byHash: string; direct: string }
  query: { byHash: Hash; direct: Direct }
  /** Whether browsers may keep the answer for a while (trees.md 2.1). */
  pageCached?: boolean
  hangsOn?: 'data' | 'named scopes'
  cost?: Cost
  responses: Responses
}

/**
 * The two forms in which a view of a commit is asked for (trees.md 2.1): by the commit alone, with tree
 * and branch as parameters, and directly below tree and branch.
 */
export function bothForms<
  View extends string,
  Hash extends z.ZodObject,
  Direct extends z.ZodObject,
  Responses extends RouteConfig['responses'],
>(
  view: View,
  {
    summary,
    description,
    operationIds,
    query,
    pageCached = false,
    hangsOn = 'named scopes',
    cost = 'cheap',
    responses,
  }: Forms<Hash, Direct, Responses>,
) {
  const common = {
    method: 'get' as const,
    tags: ['tree'],
    summary,
    description,
    responses,
    'x-hangs-on': hangsOn,
    'x-cost': cost,
    'x-page-cached': pageCached,
  }
  return {
    byHash: createRoute({
      ...common,
      path: `/api/tree/{commit_hash}/${view}` as const,
      operationId: operationIds.byHash,
      request: { params: hashPath, query: query.byHash },
    }),
    direct: createRoute({
      ...common,
      path: `/api/tree/{tree_name}/{git_branch}/{commit_hash}/${view}` as const,
      operationId: operationIds.direct,
      request: { params: directPath, query: query.direct },
    }),
  }
}
