import { OpenAPIHono } from '@hono/zod-openapi'
import { endpointTable, type EndpointTable } from './endpoint.ts'
import { errorAnswer } from './errors/error-answer.ts'
import { InvalidParameters } from './errors/parameter-problem.ts'
import type { HttpApp, HttpDependencies, HttpEnv } from './http-app.ts'
import { answerPreflight } from './middleware/answer-preflight.ts'
import { breakOff } from './middleware/break-off.ts'
import { keepFixed } from './middleware/keep-fixed.ts'
import { keepReady } from './middleware/keep-ready.ts'
import { observeRequest } from './middleware/observe-request.ts'
import { refuseUnwanted } from './middleware/refuse-unwanted.ts'
import { requestId } from './middleware/request-id.ts'
import { resolveEndpoint } from './middleware/resolve-endpoint.ts'
import { sendAnswer } from './middleware/send-answer.ts'
import { stopWhenClientLeaves } from './middleware/stop-when-client-leaves.ts'
import { workAtItsCost } from './middleware/work-at-its-cost.ts'
import { problemOf } from './parameters/parameter-issue.ts'
import { routingPath } from './request-target.ts'
import { mountRoutes } from './routes.ts'

/**
 * Builds the HTTP application: what happens to every request, from the outside in, and all routes. Opens nothing; the
 * caller owns the dependencies.
 */
export function createHttpApp(dependencies: HttpDependencies): HttpApp {
  const { door, log, metrics, ready, settings } = dependencies
  const app: HttpApp = new OpenAPIHono<HttpEnv>({
    getPath: (request) => routingPath(request.url, (template) => endpoints.has(template)),
    defaultHook: (result, c) => {
      if (result.success) return
      const sent = c.req.query()
      throw new InvalidParameters(result.error.issues.map((issue) => problemOf(issue, sent)))
    },
  })
  app.use(
    requestId,
    observeRequest(log, metrics),
    keepFixed(door),
    sendAnswer(settings),
    breakOff(log),
    answerPreflight(settings),
    refuseUnwanted,
    resolveEndpoint(() => endpoints),
    keepReady(ready, door, settings),
    stopWhenClientLeaves,
    workAtItsCost,
  )
  app.onError(errorAnswer(log))
  mountRoutes(app, dependencies)
  const endpoints: EndpointTable = endpointTable(app.openAPIRegistry.definitions)
  metrics.expectRequestsTo(endpoints.all)
  door.learnEndpoints(endpoints)
  return app
}
