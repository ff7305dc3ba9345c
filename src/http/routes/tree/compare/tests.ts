import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { mountComparedTests } from './compared-tests.ts'

/** `GET /api/tree/{tree_name}/{git_branch}/compare/tests` (trees.md 7.12). */
export function mountTreeCompareTests(app: HttpApp, dependencies: HttpDependencies): void {
  mountComparedTests(app, dependencies, {
    kind: 'test',
    name: 'tests',
    operationId: 'treeDetailsTestsCompareView',
    summary: 'Tests that differ between two commits of a branch, or fail on both',
  })
}
