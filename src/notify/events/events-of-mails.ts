import { cutText } from '../../platform/cut-text.ts'
import type { Report } from '../report.ts'
import { type Event, eventId } from './event.ts'

/** What of a mail events name; `at` is when it happened, as PostgreSQL or we write it. */
type TheMail = {
  readonly id: number
  readonly kind: string
  readonly subject: string
  readonly at: string
}

/** More of a text is not told, in characters. */
const textMax = 65_536

const told = ({ id, kind, subject }: TheMail) => ({ report: id, kind, subject })

/** A report is on its way to those who are to have it. */
export function reportTold(
  mail: TheMail & Pick<Report, 'isRegression' | 'items'> & { readonly text: string },
): Event {
  const { id, at, isRegression: regression, items, text } = mail
  const data = { ...told(mail), regression, items, text: cutText(text, textMax) }
  return { id: eventId('report_told', id, at), type: 'report.told', at, data }
}

export function mailHeld(mail: TheMail, why: string): Event {
  const { id, at } = mail
  return { id: eventId('mail_held', id, at), type: 'mail.held', at, data: { ...told(mail), why } }
}

/** What is sent again may be given up again, at another time. */
export function mailGivenUp(mail: TheMail, problem: string): Event {
  const { id, at } = mail
  const data = { ...told(mail), problem }
  return { id: eventId('mail_given_up', id, at), type: 'mail.given_up', at, data }
}
