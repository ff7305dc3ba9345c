import { createHash } from 'node:crypto'
import { type Address, mailboxOf } from '../recipients/address.ts'

/** One domain for all, on whatever host it is made (notifications.md O-25). */
const domain = 'kernelci.org'

/** 128 bits. With more, the header of some kinds is folded before its only word, which some programs read as empty. */
const hashLength = 32

/**
 * The same for the same things told to the same people, whoever tells them and however often that is
 * tried: receivers and archives take two of one id for one mail.
 *
 * @param times how often these things were told before, because somebody insisted
 * @returns with angle brackets
 */
export function messageIdOf(
  { kind, items }: { kind: string; items: readonly string[] },
  recipients: readonly Address[],
  times: number,
): string {
  const mailboxes = recipients.map(mailboxOf).toSorted()
  const content = JSON.stringify([kind, items.toSorted(), mailboxes, times])
  const hash = createHash('sha256').update(content).digest('hex').slice(0, hashLength)
  return `<${kind}.${hash}@${domain}>`
}
