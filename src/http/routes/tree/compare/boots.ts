import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { mountComparedTests } from './compared-tests.ts'

/** `GET /api/tree/{tree_name}/{git_branch}/compare/boots` (trees.md 7.12). */
export function mountTreeCompareBoots(app: HttpApp, dependencies: HttpDependencies): void {
  mountComparedTests(app, dependencies, {
    kind: 'boot',
    name: 'boots',
    operationId: 'treeDetailsBootsCompareView',
    summary: 'Boots that differ between two commits of a branch, or fail on both',
  })
}
