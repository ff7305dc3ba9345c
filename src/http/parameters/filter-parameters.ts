import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Filters } from '../../domain/filters/filters.ts'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { mostPaths } from '../../domain/filters/path-alternatives.ts'
import { statusNames } from '../../domain/status.ts'
import { queryParameters } from '../request-target.ts'

/** What {@link filterParameters} have in common, for the description of a route that takes them. */
export const filterRules =
  'Filters: the values of a repeated parameter are alternatives, different parameters must all hold. ' +
  '`filter_config_name`, `filter_architecture`, `filter_compiler`, `filter_test.hardware` and ' +
  '`filter_test.lab` choose among builds, boots and tests alike, the others among their own kind. ' +
  'Any name may end in an operator, `_[exact]`, `_[in]`, `_[like]`, `_[gt]`, `_[gte]`, `_[lt]` or ' +
  '`_[lte]`; it matters for durations alone, where `lt` and `lte` are a maximum and all others a ' +
  'minimum, both inclusive. Filters that do not exist are ignored.'

const unknown = '; `Unknown` for none'
const issue = '`<id>,<version>`, or `Uncategorized,null` for failures without a known issue'

/** Filters on details of commits and what they compare with (filters.md 5). */
export const filterParameters = {
  filter_config_name: choice(`Config of the build${unknown}`),
  filter_compiler: choice(`Compiler of the build${unknown}`),
  filter_architecture: choice(`Architecture of the build${unknown}`),
  'filter_test.hardware': choice(
    'Platform or any compatible of the test; a build is found by its own platform as well, and by ' +
      `its boots and tests${unknown}`,
  ),
  'filter_test.lab': choice(`Lab of the build, boot or test itself${unknown}`),
  'filter_build.status': statusChoice('Status of the build'),
  'filter_boot.status': statusChoice('Status of the boot'),
  'filter_test.status': statusChoice('Status of the test'),
  'filter_build.origin': choice('Origin of the build'),
  'filter_boot.origin': choice('Origin of the boot'),
  'filter_test.origin': choice('Origin of the test'),
  'filter_build.issue': choice(`Issue of the build: ${issue}`),
  'filter_boot.issue': choice(`Issue of the boot: ${issue}`),
  'filter_test.issue': choice(`Issue of the test: ${issue}`),
  'filter_boot.path': choice(
    `Part of the path of the boot, letter for letter; ${mostPaths} alternatives at most`,
  ),
  'filter_test.path': choice(
    `Part of the path of the test, letter for letter; ${mostPaths} alternatives at most`,
  ),
  'filter_boot.platform': choice(`Platform of the boot${unknown}`),
  'filter_test.platform': choice(`Platform of the test${unknown}`),
  'filter_duration_[gte]': bound('Least duration of a build'),
  'filter_duration_[lte]': bound('Greatest duration of a build'),
  'filter_boot.duration_[gte]': bound('Least duration of a boot'),
  'filter_boot.duration_[lte]': bound('Greatest duration of a boot'),
  'filter_test.duration_[gte]': bound('Least duration of a test'),
  'filter_test.duration_[lte]': bound('Greatest duration of a test'),
}

/**
 * The filters of a request. They are read from all parameters and not from the validated ones, because
 * their names are open: any may carry an operator.
 *
 * @throws {FilterError} for one that cannot be understood
 */
export function filtersOf(c: Context): Filters {
  return parseFilters(queryParameters(c.req.url))
}

function choice(description: string) {
  return anyText().openapi({ type: 'array', items: { type: 'string' }, param: { description } })
}

function statusChoice(description: string) {
  const items = { type: 'string' as const, enum: [...statusNames] }
  return anyText().openapi({ type: 'array', items, param: { description } })
}

function bound(description: string) {
  const inSeconds = `${description} in seconds, inclusive; the last one counts, and one that is no number restricts nothing`
  return anyText().openapi({ type: 'number', param: { description: inSeconds } })
}

/** Whatever comes, once or repeatedly: `parseFilters` decides. */
function anyText() {
  return z.union([z.string(), z.array(z.string())]).optional()
}
