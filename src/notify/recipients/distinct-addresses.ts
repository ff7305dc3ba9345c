import { type Address, mailboxOf } from './address.ts'

/** Each mailbox once, under the first name that was given. */
export function distinctAddresses(addresses: Iterable<Address>): Address[] {
  const found = new Map<string, Address>()
  for (const one of addresses) {
    if (!found.has(mailboxOf(one))) found.set(mailboxOf(one), one)
  }
  return [...found.values()]
}
