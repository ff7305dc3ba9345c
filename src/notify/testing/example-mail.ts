import type { Mail } from '../mail/mail.ts'

/** A mail to one reader, as any report becomes one. */
export const exampleMail: Mail = {
  messageId: '<fake.1@kernelci.org>',
  inReplyTo: null,
  sender: 'KernelCI bot <bot@kernelci.org>',
  replyTo: null,
  to: [{ name: '', address: 'a@example.org' }],
  cc: [],
  subject: 'It works',
  date: '2026-11-02T10:00:00Z',
  text: 'It works.\n',
  html: null,
  kind: 'fake',
}
