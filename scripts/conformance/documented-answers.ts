import type { Tally } from '../checks/tally.ts'
import { answerSchemas } from '../../src/testing/openapi/answer-schemas.ts'
import type { OpenApi } from '../../src/testing/openapi/openapi.ts'
import { comparedRoutes } from './compared-routes.ts'
import { type RecordedCase, recordedCases, requestOf } from './recorded-cases.ts'

const compared = new Set(comparedRoutes)

/**
 * Asks every recorded question again and demands that the OpenAPI document, as it is served, knows
 * the answer: its status, and all of its members.
 *
 * @param base where the dataset is served
 * @param cases the file of recorded requests
 */
export async function checkDocumentedAnswers(
  base: string,
  cases: string,
  tally: Tally,
): Promise<void> {
  const schemaOf = answerSchemas((await json(`${base}/api/schema/?format=json`)).body as OpenApi)
  for (const one of recordedCases(cases).filter(isDocumented)) {
    const { status, body } = await json(base + requestOf(one))
    const check = schemaOf(one.route, status)
    const isKnown = check?.(body) === true
    if (!isKnown) {
      const fault = check?.errors?.at(0)
      console.log(`undocumented: ${requestOf(one)}: ${status}`, fault ?? 'no such status')
    }
    tally.add(Number(isKnown), Number(!isKnown))
  }
}

/**
 * Pages are not in the document, and a slash at the end of a path makes it one of another route. Nor is the
 * refusal of a method that the path does not have.
 */
function isDocumented({ route, method, path, content_type, status }: RecordedCase): boolean {
  const isJson = content_type?.startsWith('application/json') ?? false
  const isOwnPath = route === 'treeLatest' || !path.endsWith('/') || route === 'tree'
  const isOwnMethod = method === 'GET' && status !== 405
  return isOwnMethod && compared.has(route) && isJson && isOwnPath
}

async function json(url: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000), redirect: 'manual' })
  return { status: answer.status, body: await answer.json() }
}
