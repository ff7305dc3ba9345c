import fc from 'fast-check'
import { expect, it } from 'vitest'
import { composeMessage, envelopeSender } from './compose.ts'
import type { Mail } from './mail.ts'
import { messageIdOf } from './message-id.ts'
import { reportKinds } from '../../config/tellable.ts'
import { subjectLine } from './subject-line.ts'

const mail: Mail = {
  messageId: '<issue.1@kernelci.org>',
  inReplyTo: null,
  sender: 'KernelCI bot <bot@kernelci.org>',
  replyTo: 'kernelci@lists.linux.dev',
  to: [{ name: '', address: 'kernelci-results@groups.io' }],
  cc: [{ name: 'Doe, J', address: 'j@example.org' }],
  subject: '[REGRESSION] mainline/master: it broke',
  date: '2026-11-02T10:00:00Z',
  text: 'It broke.\n',
  html: null,
  kind: 'new_issues',
}

async function composed(more: Partial<Mail>) {
  const message = String(await composeMessage({ ...mail, ...more }))
  const [head = '', ...rest] = message.split('\r\n\r\n')
  return { message, head, body: rest.join('\r\n\r\n') }
}

it('has the headers by which people and programs sort, and no others that tell of the host', async () => {
  const { head, body } = await composed({ inReplyTo: '<before@kernelci.org>' })
  expect(`${head}\n`.replaceAll('\r', '')).toMatchInlineSnapshot(`
    "List-ID: KernelCI new_issues reports <new-issues.reports.kernelci.org>
    Auto-Submitted: auto-generated
    From: KernelCI bot <bot@kernelci.org>
    To: kernelci-results@groups.io
    Cc: "Doe, J" <j@example.org>
    Reply-To: kernelci@lists.linux.dev
    In-Reply-To: <before@kernelci.org>
    References: <before@kernelci.org>
    Subject: [REGRESSION] mainline/master: it broke
    Message-ID: <issue.1@kernelci.org>
    Date: Mon, 02 Nov 2026 10:00:00 +0000
    Content-Transfer-Encoding: 7bit
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    "
  `)
  expect(body).toBe('It broke.\r\n')
})

it('writes what is not ASCII so that the rest of it can be read', async () => {
  const { head, body } = await composed({ text: 'Fehler: größer ❌\n', subject: 'größer ❌' })
  expect(head).toContain('Content-Transfer-Encoding: quoted-printable')
  expect(head).not.toMatch(/base64/i)
  expect(body).toBe('Fehler: gr=C3=B6=C3=9Fer =E2=9D=8C\r\n')
})

it('has an HTML part beside the text for those who get one', async () => {
  const { head, message } = await composed({ html: '<p>It broke ❌.</p>\n' })
  expect(head).toContain('multipart/alternative')
  expect(message).toContain('Content-Type: text/plain; charset=utf-8')
  expect(message).toContain('Content-Type: text/html; charset=utf-8')
  expect(message).not.toMatch(/base64/i)
})

it('makes the same bytes of the same mail, and of any text lines that every server takes', async () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 3_000 })
  const property = fc.asyncProperty(anyText, anyText, async (text, subject) => {
    const one = { text: `${text}\n`, subject: subjectLine(subject) }
    const { message, head } = await composed(one)
    expect((await composed(one)).message).toBe(message)
    expect(message).toMatch(/^\p{ASCII}*$/u)
    expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
    for (const line of message.split('\r\n')) expect(line.length).toBeLessThan(998)
    expect(head).not.toMatch(/^(?:bcc|x-mailer)/im)
    expect(head.match(/^subject:/gim) ?? []).toHaveLength(subjectLine(subject) === '' ? 0 : 1)
  })
  await fc.assert(property, { numRuns: 100 })
})

it.each(reportKinds)('has the ids of %s on the lines of their headers', async (kind) => {
  const messageId = messageIdOf({ kind, items: ['1'] }, mail.to, 0)
  const { head } = await composed({ messageId, inReplyTo: messageId })
  for (const name of ['Message-ID', 'In-Reply-To', 'References']) {
    expect(head).toContain(`${name}: ${messageId}\r\n`)
  }
})

it('puts a subject on one line and cuts it between characters', () => {
  expect(subjectLine(' a\r\nBcc: x@y\t b ')).toBe('a Bcc: x@y b')
  const family = '👨‍👩‍👧'
  const cut = subjectLine(family.repeat(100))
  expect(cut).toBe(`${family.repeat(29)}…`)
  expect(subjectLine('x'.repeat(240))).toHaveLength(240)
})

it('knows a mail by what it tells and whom', () => {
  const [to, cc] = [
    { name: '', address: 'A@b' },
    { name: 'C', address: 'c@d' },
  ] as const
  const told = { kind: 'issue', items: ['2', '1'] }
  const id = messageIdOf(told, [to, cc], 0)
  expect(id).toMatch(/^<issue\.[0-9a-f]{32}@kernelci\.org>$/)
  expect(messageIdOf({ ...told, items: ['1', '2'] }, [cc, { ...to, address: 'a@B' }], 0)).toBe(id)
  expect(messageIdOf(told, [to], 0)).not.toBe(id)
  expect(messageIdOf(told, [to, cc], 1)).not.toBe(id)
  expect(messageIdOf({ ...told, kind: 'test' }, [to, cc], 0)).not.toBe(id)
})

it('takes the sender without its name for the envelope', () => {
  expect(envelopeSender(mail.sender)).toBe('bot@kernelci.org')
})
