import { jsonAnswer } from '../../answer/json-answer.ts'
import type { HttpApp } from '../../http-app.ts'
import { pageRoute } from '../page-route.ts'

/**
 * `GET /healthz`: the process is alive and answers; nothing else is looked at
 * (docs/operations/alarms.md#health).
 */
export function mountHealthz(app: HttpApp): void {
  app.openapi(pageRoute('healthz', '/healthz'), (c) => jsonAnswer(c, { status: 'ok' }, 200))
}
