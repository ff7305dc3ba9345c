import type pg from 'pg'
import { checkoutOriginSteps } from './rebuild-checkout-origins.ts'
import { daySumSteps } from './rebuild-day-sums.ts'
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
import { issueTreeSteps } from './rebuild-issue-trees.ts'
import type { StepRunner } from './rebuild-run.ts'
import type { RebuildScope } from './rebuild-scope.ts'
import { spanSteps } from './rebuild-spans.ts'
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
  await run(spanSteps(scope))
  await run(sumSteps(scope))
  await run(checkoutOriginSteps(scope))
  await run(daySumSteps())
  await run(issueTreeSteps())
}
