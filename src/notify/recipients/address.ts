import addressparser from 'nodemailer/lib/addressparser'

/** A mailbox; a name with a comma stays one name (notifications.md O-13). */
export type Address = {
  /** May be empty. */
  readonly name: string
  /** Without angle brackets. */
  readonly address: string
}

/** Somebody who cannot be written to. */
class AddressUnusable extends Error {
  readonly code = 'address_unusable'
}

/** One `@`, no white space, no control characters: whether it exists, its server knows. */
const mailbox = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/u

/**
 * Reads addresses that are separated by commas, each bare or as `Name <address>`; names may be quoted.
 *
 * @throws AddressUnusable that says which
 */
export function readAddresses(text: string): Address[] {
  if (/\p{Cc}/u.test(text)) throw unusable(text)
  return addressparser(text, { flatten: true }).map(({ name, address }) => {
    if (mailbox.test(address)) return { name: name.replaceAll(/[\s\p{C}]+/gu, ' ').trim(), address }
    throw unusable(address || name)
  })
}

function unusable(text: string): AddressUnusable {
  const shown = JSON.stringify(text.slice(0, 200))
  return new AddressUnusable(`${shown} is no mail address; expected name@host or Name <name@host>`)
}

/** As in a header, for people and for the ledger. */
export function addressText({ name, address }: Address): string {
  if (name === '') return address
  const isPlain = /^[\p{L}\p{N} _'-]+$/u.test(name)
  return `${isPlain ? name : `"${name.replaceAll(/(["\\])/g, '\\$1')}"`} <${address}>`
}

/** What makes two of them one mailbox: servers keep capitals in the first part, people do not. */
export function mailboxOf({ address }: Address): string {
  return address.toLowerCase()
}
