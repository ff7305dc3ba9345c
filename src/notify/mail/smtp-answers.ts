import { errorMessage } from '../../platform/error-message.ts'
import type { Attempt, Envelope, Refusal } from './mail.ts'

/** What the library says of an attempt that did not go through for everybody. */
type SmtpError = {
  code?: string | undefined
  command?: string | undefined
  response?: string | undefined
  /** The server said that another attempt is of no use. */
  permanent?: boolean | undefined
  recipient?: string | undefined
  rejectedErrors?: readonly SmtpError[] | undefined
}

/** What is kept of an answer, in characters. */
const answerMax = 500

/**
 * @param hasAll the server had the whole message when the attempt ended
 */
export function failedAttempt(error: unknown, { to }: Envelope, hasAll: boolean): Attempt {
  const known = (error instanceof Error ? error : {}) as SmtpError
  const refused = new Map(refusals(known.rejectedErrors ?? []))
  const isAnswered = known.command === 'DATA'
  const answer = answerText(known, error)
  if (isAnswered && known.permanent === true) {
    for (const address of to) {
      if (!refused.has(address)) refused.set(address, { answer, isFinal: true })
    }
  }
  return {
    accepted: [],
    refused,
    problem: answer,
    ...(hasAll && !isAnswered ? { isAnswerLost: true } : {}),
  }
}

/** Those whom the server refused, by address. */
export function refusals(errors: readonly SmtpError[]): ReadonlyMap<string, Refusal> {
  return new Map(
    errors.map((error) => [
      error.recipient ?? '',
      { answer: answerText(error, error), isFinal: error.permanent === true },
    ]),
  )
}

function answerText({ response, code }: SmtpError, error: unknown): string {
  const text = response ?? `${code === undefined ? '' : `${code}: `}${errorMessage(error)}`
  return text.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, answerMax)
}
