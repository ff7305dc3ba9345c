import MimeNode from 'nodemailer/lib/mime-node'
import { errorMessage } from '../../platform/errors/error-message.ts'
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
  const refused = new Map(refusals(known.rejectedErrors ?? [], to))
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

/**
 * Those whom the server refused, by address as the envelope has it.
 *
 * @param to of the envelope; the library asked for some of them in other letters
 */
export function refusals(
  errors: readonly SmtpError[],
  to: readonly string[],
): ReadonlyMap<string, Refusal> {
  const refused = new Map(errors.map((error) => [error.recipient ?? '', refusalOf(error)]))
  return new Map(
    to.flatMap((address): [string, Refusal][] => {
      const refusal = refused.get(asAskedFor(address))
      return refusal === undefined ? [] : [[address, refusal]]
    }),
  )
}

function refusalOf(error: SmtpError): Refusal {
  return { answer: answerText(error, error), isFinal: error.permanent === true }
}

/** How the library names a recipient to a server: the host in small letters of ASCII, odd names in quotes. */
function asAskedFor(address: string): string {
  return new MimeNode().setEnvelope({ to: [address] }).getEnvelope().to[0] ?? address
}

function answerText({ response, code }: SmtpError, error: unknown): string {
  const text = response ?? `${code === undefined ? '' : `${code}: `}${errorMessage(error)}`
  return text.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, answerMax)
}
