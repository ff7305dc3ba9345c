import MailComposer from 'nodemailer/lib/mail-composer'
import { type Address, addressText, readAddresses } from '../recipients/address.ts'
import type { Mail } from './mail.ts'

/** List managers have one of their own; this one is for whoever gets a report directly. */
const listDomain = 'reports.kernelci.org'

/**
 * The message as it goes over the wire, with CRLF. One part of text (and one of HTML for persons), as it
 * stands where it is ASCII in short lines, else quoted-printable: tools and people read archives, and
 * base64 would hide everything from both (notifications.md 1.6). The same mail has the same bytes.
 */
export function composeMessage(mail: Mail): Promise<Buffer> {
  const { messageId, inReplyTo, replyTo, html } = mail
  const message = new MailComposer({
    from: oneMailbox(mail.sender),
    to: mail.to.map(mailbox),
    ...(mail.cc.length === 0 ? {} : { cc: mail.cc.map(mailbox) }),
    ...(replyTo === null ? {} : { replyTo: oneMailbox(replyTo) }),
    ...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
    subject: mail.subject,
    date: new Date(mail.date),
    messageId,
    headers: {
      'List-Id': `KernelCI ${mail.kind} reports <${mail.kind.replaceAll('_', '-')}.${listDomain}>`,
      'Auto-Submitted': 'auto-generated',
    },
    text: wireText(mail.text),
    ...(html === null ? {} : { html: wireText(html) }),
    textEncoding: 'quoted-printable',
    newline: 'win',
    // made of the mail alone, so that another attempt is the same message
    baseBoundary: messageId.replaceAll(/\W/g, '').slice(0, 40),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return message.compile().build()
}

/** The sender without its name. */
export function envelopeSender(sender: string): string {
  return oneMailbox(sender)?.address ?? ''
}

function oneMailbox(text: string): { name: string; address: string } | undefined {
  const [first] = readAddresses(text)
  return first === undefined ? undefined : mailbox(first)
}

function mailbox({ name, address }: Address): { name: string; address: string } {
  return { name, address }
}

/** Line ends of whatever kind are line ends (decisions.md 2); NUL is what no mail may hold. */
function wireText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\n/g, '\r\n')
    .replaceAll('\0', '\u{FFFD}')
}

/** For people: the headers that they look at. */
export function headerText(mail: Pick<Mail, 'subject' | 'to' | 'cc'>): string {
  const lines = [
    `Subject: ${mail.subject}`,
    `To: ${mail.to.map(addressText).join(', ')}`,
    ...(mail.cc.length === 0 ? [] : [`Cc: ${mail.cc.map(addressText).join(', ')}`]),
  ]
  return `${lines.join('\n')}\n`
}
