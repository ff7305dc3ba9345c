import { jsonAnswer } from '../../answer/json-answer.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { pageRoute } from '../page-route.ts'

/**
 * `GET /readyz`: 200 when requests can be answered, else 503; says which check failed
 * (docs/operations/alarms.md#health).
 */
export function mountReadyz(app: HttpApp, { readiness }: HttpDependencies): void {
  app.openapi(pageRoute('readyz', '/readyz'), async (c) => {
    const { checks } = await readiness()
    const isReady = checks.every((check) => check.ok)
    const status = isReady ? 'ready' : 'not ready'
    return jsonAnswer(c, { status, checks }, isReady ? 200 : 503)
  })
}
