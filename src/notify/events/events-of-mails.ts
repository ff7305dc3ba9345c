import { cutText } from '../../platform/text/cut-text.ts'
import type { Report } from '../report.ts'
import { type Event, eventId } from './event.ts'

/** What events say of a mail; `at` is the time of the event, as PostgreSQL or {@link Date.toISOString} writes it. */
type TheMail = {
  readonly id: number
  readonly kind: string
  readonly subject: string
  readonly at: string
}

/** Longer texts are cut to this length, in characters. */
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

/** A report is held back, and `why`. */
export function mailHeld(mail: TheMail, why: string): Event {
  const { id, at } = mail
  return { id: eventId('mail_held', id, at), type: 'mail.held', at, data: { ...told(mail), why } }
}

/** A mail was given up. One that is sent again may be given up again: the time makes it another event. */
export function mailGivenUp(mail: TheMail, problem: string): Event {
  const { id, at } = mail
  const data = { ...told(mail), problem }
  return { id: eventId('mail_given_up', id, at), type: 'mail.given_up', at, data }
}
