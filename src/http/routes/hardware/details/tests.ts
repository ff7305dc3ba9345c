import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { mountItemList } from './item-list.ts'

/** `POST /api/hardware/{hardware_id}/tests` (hardware.md 9.8). */
export function mountHardwareTests(app: HttpApp, dependencies: HttpDependencies): void {
  mountItemList(app, dependencies, {
    kind: 'test',
    name: 'tests',
    operationId: 'hardwareDetailsTests',
    summary: 'Tests on a hardware, newest first',
    nothing: 'no_hardware_tests',
  })
}
