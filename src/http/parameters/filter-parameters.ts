import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Filters } from '../../domain/filters/filters.ts'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { queryParameters } from '../request-target.ts'

/** Keys of filters on details of commits and what they compare with (filters.md 5). */
const keys = {
  config_name: 'Config of the build; `Unknown` for none',
  compiler: 'Compiler of the build; `Unknown` for none',
  architecture: 'Architecture of the build; `Unknown` for none',
  'test.hardware': 'A compatible or a platform; `Unknown` for none',
  'test.lab': 'Lab; `Unknown` for none',
  'build.status': 'Status',
  'boot.status': 'Status',
  'test.status': 'Status',
  'build.origin': 'Origin of the build',
  'boot.origin': 'Origin of the boot',
  'test.origin': 'Origin of the test',
  'build.issue': '`<id>,<version>`, or `Uncategorized,null` for failures without a known issue',
  'boot.issue': '`<id>,<version>`, or `Uncategorized,null` for failures without a known issue',
  'test.issue': '`<id>,<version>`, or `Uncategorized,null` for failures without a known issue',
  'boot.path': 'Part of the path',
  'test.path': 'Part of the path',
  'boot.platform': 'Platform',
  'test.platform': 'Platform',
  'duration_[gte]': 'Least duration of a build in seconds',
  'duration_[lte]': 'Greatest duration of a build in seconds',
  'boot.duration_[gte]': 'Least duration of a boot in seconds',
  'boot.duration_[lte]': 'Greatest duration of a boot in seconds',
  'test.duration_[gte]': 'Least duration of a test in seconds',
  'test.duration_[lte]': 'Greatest duration of a test in seconds',
} as const

const filter = (description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      type: 'array',
      items: { type: 'string' },
      param: { description: `${description}; repeat it for alternatives` },
    })

type FilterParameters = Record<`filter_${keyof typeof keys}`, ReturnType<typeof filter>>

/**
 * Filters as the OpenAPI document shows them, to extend the query of a route. They are read by
 * `parseFilters` from all parameters, because their names are open: any may carry an operator.
 */
export const filterParameters = Object.fromEntries(
  Object.entries(keys).map(([key, text]) => [`filter_${key}`, filter(text)]),
) as FilterParameters

/**
 * The filters of a request.
 *
 * @throws {FilterError} for one that cannot be understood
 */
export function filtersOf(c: Context): Filters {
  return parseFilters(queryParameters(c.req.url))
}
