import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { mountTreeItems } from './boots-and-tests.ts'

/** `GET /api/tree/…/tests`, in both forms (trees.md 7.7). */
export function mountTreeTests(app: HttpApp, dependencies: HttpDependencies): void {
  mountTreeItems(app, dependencies, {
    kind: 'test',
    name: 'tests',
    operationIds: { byHash: 'treeDetailsTestsView', direct: 'treeDetailsTestsDirectView' },
    summary: 'Tests of a commit, without boots',
  })
}
