import addressparser from 'nodemailer/lib/addressparser'
import { mailbox } from '../../platform/text/mailbox.ts'

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

/**
 * Reads addresses that are separated by commas, each bare or as `Name <address>`; names may be quoted.
 *
 * @throws AddressUnusable that says which
 */
export function readAddresses(text: string): Address[] {
  if (/\p{Cc}/u.test(text)) throw unusable(text)
  const crowded = plainPieces(text).find(namesSeveral)
  if (crowded !== undefined) throw unusable(crowded.trim())
  return addressparser(text, { flatten: true }).map(({ name, address }) => {
    if (mailbox.test(address)) return { name: name.replaceAll(/[\s\p{C}]+/gu, ' ').trim(), address }
    throw unusable(address || name)
  })
}

/** What stands between separators, without what quotes and brackets of a comment hold. */
function plainPieces(text: string): string[] {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\([^()]*\)/g, '').split(/[,;]/)
}

/**
 * Two addresses with nothing but a blank between them, as where a list of YAML lacks a dash: the parser would take one of
 * them for a name, and nobody would ever miss it. An address in front of the one in angle brackets is a name.
 */
function namesSeveral(piece: string): boolean {
  return piece.split('@').length > 2 && !/^[^<>]*<[^<>@]*@[^<>@]*>\s*$/.test(piece)
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
