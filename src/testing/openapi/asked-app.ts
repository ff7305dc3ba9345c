import { pino } from 'pino'
import type { HttpApp } from '../../http/http-app.ts'
import { openApiDocument } from '../../http/openapi-document.ts'
import { codings, unpack } from '../../http/ready/coding.ts'
import type { ReadDatabase } from '../../read/database.ts'
import type { Logs } from '../../read/logs/logs.ts'
import { appWithoutDatabase } from '../http/app-without-database.ts'
import { type Answer, answerFaults } from './answer-faults.ts'
import type { MadeUpRequest } from './arbitrary-request.ts'
import type { OpenApi } from './openapi.ts'

/** An answer, which operation gave it, and what is wrong with it, if anything. */
export type JudgedAnswer = {
  answer: Answer
  operationId: string | undefined
  fault: string | null
}

/** The HTTP side over a database, and what its own document says of its answers. */
export type AskedApp = {
  app: HttpApp
  document: OpenApi
  ask(request: Partial<MadeUpRequest> & { target: string }): Promise<JudgedAnswer>
}

/**
 * An application to be asked. Not over a connection: what a server adds has tests of its own, and
 * takes longer than the answer.
 *
 * @param deadlineMs an answer that takes longer is given up, which is status 499 and a fault
 */
export function askedApp(
  dependencies: { db: ReadDatabase; logs?: Logs },
  deadlineMs = 5_000,
): AskedApp {
  // which operation answered, the access log knows by the id of the request
  const operations = new Map<unknown, string | undefined>()
  const write = (line: string) => {
    const { requestId, route } = JSON.parse(line) as { requestId: unknown; route?: string }
    operations.set(requestId, route)
  }
  const { app } = appWithoutDatabase({ ...dependencies, log: pino({ level: 'debug' }, { write }) })
  const document = openApiDocument(app) as unknown as OpenApi
  const faultOf = answerFaults(document)
  const ask: AskedApp['ask'] = async ({ method = 'GET', target, headers = {}, body = null }) => {
    const signal = AbortSignal.timeout(deadlineMs)
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const init = { method, headers, signal, ...(hasBody ? { body } : {}) }
    const answer = await answerOf(await app.request(`http://localhost${target}`, init))
    const id = answer.headers.get('x-request-id')
    const operationId = operations.get(id)
    operations.delete(id)
    return { answer, operationId, fault: faultOf(answer, { method, operationId }) }
  }
  return { app, document, ask }
}

async function answerOf(response: Response): Promise<Answer> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const coding = codings.find((one) => one === response.headers.get('content-encoding'))
  const plain = bytes.length > 0 && coding !== undefined ? await unpack(bytes, coding) : bytes
  return { status: response.status, headers: response.headers, text: plain.toString() }
}
