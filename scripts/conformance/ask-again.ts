import { recordedCases, requestOf } from './recorded-cases.ts'

/** So many questions are asked again and again. */
const questionCount = 60

/** What was asked again, and how often the answer was another one. */
export type AskedAgain = { asked: number; different: number }

/**
 * Asks some questions of the recorded cases once, then again and again until the signal aborts, and compares the answers
 * byte by byte.
 *
 * @param begin is called when all were asked once
 */
export async function askAgain(
  base: string,
  cases: string,
  signal: AbortSignal,
  begin: () => void,
): Promise<AskedAgain> {
  const questions = questionsOf(cases)
  const answers = new Map<string, string>()
  for (const question of questions) answers.set(question, await answer(base, question))
  begin()
  const total = { asked: 0, different: 0 }
  while (!signal.aborted) {
    for (const [question, expected] of answers) {
      const now = await answer(base, question).catch((error: unknown) => String(error))
      total.asked += 1
      if (now !== expected) total.different += 1
    }
  }
  return total
}

/** Some questions of the recorded cases. */
export function questionsOf(cases: string): string[] {
  const wanted = recordedCases(cases).filter(
    ({ method, status }) => method === 'GET' && status === 200,
  )
  const step = Math.max(1, Math.floor(wanted.length / questionCount))
  return wanted.filter((_, place) => place % step === 0).map(requestOf)
}

export async function answer(base: string, question: string): Promise<string> {
  const response = await fetch(base + question)
  return `${response.status} ${await response.text()}`
}
