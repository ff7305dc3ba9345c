import { type Delivery, deliverMail, problemOf } from '../../notify/delivery/deliver-mail.ts'
import type { Told } from '../../notify/delivery/tell-mail.ts'
import type { Mail } from '../../notify/mail/mail.ts'

/**
 * Brings a mail that was written down to its recipients at once, unless it is held or somebody else does.
 *
 * @returns what became of it, for the person who waits, and whether nobody is left without it
 */
export async function deliverNow(
  delivery: Delivery,
  mail: Mail,
  told: Told,
): Promise<{ text: string; isForAll: boolean }> {
  if (told.kind === 'told before') return { text: 'told by another process', isForAll: true }
  if (told.kind === 'held') {
    return { text: `held as mail:${told.id}, ${told.why}; see jobs failed`, isForAll: true }
  }
  const delivered = await deliverMail(delivery, told.id)
  if (delivered.kind !== 'attempted') return { text: 'sent by another process', isForAll: true }
  const { accepted, refused, waiting } = delivered.standing
  const problem = problemOf(delivered.attempt) ?? ''
  const parts = [
    ...(accepted > 0 ? [`${accepted} of ${mail.to.length + mail.cc.length} have it`] : []),
    ...(refused > 0 ? [`${refused} refused (${problem})`] : []),
    ...(waiting > 0
      ? [`${waiting} to be tried again by a process that runs jobs (${problem})`]
      : []),
    mail.messageId,
  ]
  return { text: parts.join(', '), isForAll: refused + waiting === 0 }
}
