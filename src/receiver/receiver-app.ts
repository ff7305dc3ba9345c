import { Hono, type MiddlewareHandler } from 'hono'
import type { Endpoint } from '../http/endpoint.ts'
import type { RequestObserver } from '../http/metrics/http-metrics.ts'
import { observeRequest } from '../http/middleware/observe-request.ts'
import { plainHead } from '../http/middleware/plain-head.ts'
import { refuseUnwanted } from '../http/middleware/refuse-unwanted.ts'
import { requestId } from '../http/middleware/request-id.ts'
import { resolveEndpoint } from '../http/middleware/resolve-endpoint.ts'
import type { Logger } from '../platform/log/log.ts'
import type { Authenticate } from './authentication/authenticate.ts'
import type { ReceiverEnv } from './receiver-env.ts'
import type { ReceiverMetrics } from './receiver-metrics.ts'
import type { Receiving } from './receiving/receive-submission.ts'
import { refusalAnswer } from './refusal-answer.ts'
import { landingPage } from './routes/landing-page.ts'
import { requireId, status } from './routes/status.ts'
import { submit } from './routes/submit.ts'

export type ReceiverDependencies = {
  authenticate: Authenticate
  receiving: Receiving
  log: Logger
  metrics: ReceiverMetrics
  /** Told of every request that was answered; nobody by default. */
  observer?: RequestObserver | undefined
}

const nobody: RequestObserver = { requestStarted: () => {}, requestFinished: () => {} }

const reading = ['GET', 'HEAD', 'OPTIONS']

const endpoints = new Map(
  [
    endpoint('receiverPage', '/', reading),
    endpoint('submit', '/submit', ['POST', 'OPTIONS']),
    endpoint('submissionStatus', '/status', reading),
    endpoint('authTest', '/authtest', reading),
    endpoint('receiverHealth', '/health', reading),
  ].map((one) => [one.template, one]),
)

/** The HTTP side of the receiver (ingestion.md 1.4). Nothing is opened here. */
export function createReceiverApp(dependencies: ReceiverDependencies): Hono<ReceiverEnv> {
  const { receiving, log, metrics, observer = nobody } = dependencies
  const app = new Hono<ReceiverEnv>()
  app.use(
    requestId,
    observeRequest(log, observer),
    plainHead,
    refuseUnwanted,
    resolveEndpoint(() => ({ at: (path) => endpoints.get(path) })),
  )
  app.onError(refusalAnswer(log, metrics))
  const authenticated = authenticate(dependencies)
  app.get('/', landingPage)
  app.get('/health', (c) => c.text('OK'))
  app.get('/authtest', authenticated, (c) =>
    c.json({ id: '0', status: 'ok', message: 'Authentication successful' }),
  )
  app.get('/status', requireId, authenticated, status(receiving.spoolRoot.path))
  app.post('/submit', authenticated, submit(receiving, metrics))
  return app
}

function endpoint(name: string, template: string, allow: readonly string[]): Endpoint {
  return { name, template, allow, pageCached: false, cost: 'cheap', validationErrors: 'object' }
}

/** Before anything else of a request is looked at, above all its body (ingestion.md O-32). */
function authenticate({
  authenticate: submitterOf,
  metrics,
}: ReceiverDependencies): MiddlewareHandler<ReceiverEnv> {
  return async (c, next) => {
    const submitter = await submitterOf(c.req.header('authorization'))
    c.set('submitter', submitter)
    metrics.asked(submitter.origin)
    await next()
  }
}
