import { answerSchemas } from './answer-schemas.ts'
import { contentOf, endpointsOf, headersOf, type OpenApi, type Operation } from './openapi.ts'

/** An answer, its body unpacked. */
export type Answer = { status: number; headers: Headers; text: string }

/** What was asked, and which operation answered; undefined when none has the path. */
export type Asked = { method: string; operationId: string | undefined }

/**
 * Compares answers with what an OpenAPI document says of them.
 *
 * @returns what is wrong with an answer; null when it is as the document says
 */
export function answerFaults(document: OpenApi): (answer: Answer, asked: Asked) => string | null {
  const operations = new Map(endpointsOf(document).map((one) => [one.operation.operationId, one]))
  const schemaOf = answerSchemas(document)

  const bodyFault = (operationId: string, { status, headers, text }: Answer) => {
    const operation = operations.get(operationId)?.operation
    const content = operation && contentOf(document, operation, status)
    if (operation === undefined || content === undefined) return 'this status is not documented'
    const wrong = headerFault(document, operation, { status, headers })
    if (wrong !== null) return wrong
    if (status === 304) return text === '' ? null : 'a body for who has the answer'
    const type = headers.get('content-type')?.split(';', 1)[0] ?? 'none'
    if (content[type] === undefined) return `the type ${type} is not documented`
    if (type !== 'application/json') return null
    const check = schemaOf(operationId, status)
    return check?.(JSON.parse(text)) === false ? JSON.stringify(check.errors) : null
  }

  return (answer, { method, operationId }) => {
    if (answer.status === 499 || answer.status >= 500) return answer.text.slice(0, 200)
    if (answer.status >= 400 && !answer.headers.has('x-error-code'))
      return 'an error without a code'
    const known = operationId === undefined ? undefined : operations.get(operationId)
    if (operationId === undefined || known?.method.toUpperCase() !== method) {
      return outsideFault(answer, method)
    }
    return bodyFault(operationId, answer)
  }
}

/**
 * What says how a body is sent, and what browsers, proxies and other pages may do with it: every program that speaks HTTP
 * knows it, so the document is silent about it.
 */
const ofTransport =
  /^(?:content-|access-control-|cross-origin-|x-frame-options$|x-content-type-options$|referrer-policy$|strict-transport-security$|cache-control$|vary$)/

/** A header that is not described, or that is missing though it is always there. */
function headerFault(
  document: OpenApi,
  operation: Operation,
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
): string | null {
  const described = headersOf(document, operation, status)
  const foreign = [...headers.keys()].find(
    (name) => !described.has(name) && !ofTransport.test(name),
  )
  if (foreign !== undefined) return `the header ${foreign} is not documented`
  const missing = [...described].find(([name, isRequired]) => isRequired && !headers.has(name))
  return missing === undefined ? null : `the header ${missing[0]} is missing`
}

/** Other methods, preflights, redirects, pages, and paths that belong to nothing, are no operations. */
function outsideFault({ status, text }: Answer, method: string): string | null {
  if (method === 'HEAD' && text !== '') return 'a body for HEAD'
  return [200, 204, 301, 304, 400, 403, 404, 405].includes(status)
    ? null
    : 'no operation answers so'
}
