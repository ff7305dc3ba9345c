import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { mountTreeItems } from './boots-and-tests.ts'

/** `GET /api/tree/…/boots`, in both forms (trees.md 7.7). */
export function mountTreeBoots(app: HttpApp, dependencies: HttpDependencies): void {
  mountTreeItems(app, dependencies, {
    kind: 'boot',
    name: 'boots',
    operationIds: { byHash: 'treeDetailsBootsView', direct: 'treeDetailsBootsDirectView' },
    summary: 'Boots of a commit',
  })
}
