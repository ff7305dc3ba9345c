import type pg from 'pg'
import { dictionarySteps } from './rebuild-dictionaries.ts'
import {
  buildFactSteps,
  forgetBuildsStep,
  readTestsSteps,
  resolveFactsSteps,
  testFact,
  testFactSteps,
} from './rebuild-facts.ts'
import { fillWithoutIndexes } from './rebuild-indexes.ts'
import type { StepRunner } from './rebuild-run.ts'
import type { RebuildScope } from './rebuild-scope.ts'
import { sumSteps } from './rebuild-sums.ts'

/**
 * Recomputes dictionaries, facts and sums of a scope from the five KCIDB tables. The writer lock must
 * be held: what a writer committed in between would be undone.
 */
export async function recompute(
  client: pg.ClientBase,
  scope: RebuildScope,
  run: StepRunner,
): Promise<void> {
  await run(readTestsSteps(scope))
  await run(dictionarySteps())
  await run(buildFactSteps(scope))
  await run(resolveFactsSteps())
  await fillWithoutIndexes(client, testFact.table, () => run(testFactSteps(scope)))
  await run([forgetBuildsStep(scope)])
  await run(sumSteps(scope))
}
