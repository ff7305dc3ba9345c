import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { mountHardwareItems } from './boots-and-tests.ts'

/** `POST /api/hardware/{hardware_id}/boots` (hardware.md 9.7). */
export function mountHardwareBoots(app: HttpApp, dependencies: HttpDependencies): void {
  mountHardwareItems(app, dependencies, {
    kind: 'boot',
    name: 'boots',
    operationId: 'hardwareDetailsBoots',
    summary: 'Boots on a hardware, newest first',
    nothing: 'no_hardware_boots',
  })
}
