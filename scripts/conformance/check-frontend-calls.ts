import { frontendActions } from '../../src/testing/frontend/actions.ts'
import {
  type FrontendCall,
  problemsOf,
  targetOf,
} from '../../src/testing/frontend/frontend-call.ts'
import { type Ask, findPageFacts } from '../../src/testing/frontend/page-facts.ts'
import type { Tally } from '../checks/tally.ts'

/** Further back than any dataset begins. */
const days = 3_000

/**
 * Makes every call that the pages of the dashboard make, as they make it: each must be answered with
 * the status that the page expects and all that it reads.
 *
 * @param base where the dataset is served
 */
export async function checkFrontendCalls(base: string, tally: Tally): Promise<void> {
  const ask: Ask = async (path, body) => {
    const answer = await fetch(base + path, body === undefined ? {} : post(body))
    return JSON.parse(await answer.text())
  }
  for (const [action, calls] of frontendActions(await findPageFacts(ask, 'maestro', days))) {
    for (const call of calls) {
      const problems = await problemsWith(base, call)
      if (problems.length > 0) console.log(`FAILED ${action}: ${targetOf(call)}`, problems)
      tally.add(Number(problems.length === 0), Number(problems.length > 0))
    }
  }
}

async function problemsWith(base: string, call: FrontendCall): Promise<string[]> {
  const init = call.body === undefined ? {} : post(call.body)
  const signal = AbortSignal.timeout(60_000)
  const answer = await fetch(base + targetOf(call), { ...init, signal })
  const text = await answer.text()
  if (answer.status !== (call.status ?? 200)) return [`status ${answer.status}`, text.slice(0, 200)]
  return problemsOf(call, JSON.parse(text) as object)
}

function post(body: object): RequestInit {
  const headers = { 'Content-Type': 'application/json' }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}
