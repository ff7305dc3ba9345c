import type { TestItemOptions } from '../../../read/details/list-test-items.ts'
import { booleanParameter } from '../../parameters/boolean-parameter.ts'
import { filterParameters } from '../../parameters/filter-parameters.ts'

/** What the lists of boots and tests take besides their scope (trees.md 7.7). */
export const environmentParameter = {
  full_environment_misc: booleanParameter(
    'Whether each item has all of `environment_misc`, or its platform alone',
  ),
}

/** The same, and filters. */
export const itemParameters = { ...environmentParameter, ...filterParameters }

/** What {@link environmentParameter} says. */
export type ItemQuery = { full_environment_misc: boolean }

/** What {@link itemParameters} ask of a list. */
export function itemOptions(query: ItemQuery): TestItemOptions {
  return { fullEnvironmentMisc: query.full_environment_misc }
}
