import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { mountHardwareItems } from './boots-and-tests.ts'

/** `POST /api/hardware/{hardware_id}/tests` (hardware.md 9.8). */
export function mountHardwareTests(app: HttpApp, dependencies: HttpDependencies): void {
  mountHardwareItems(app, dependencies, {
    kind: 'test',
    name: 'tests',
    operationId: 'hardwareDetailsTests',
    summary: 'Tests on a hardware, newest first',
    nothing: 'no_hardware_tests',
  })
}
