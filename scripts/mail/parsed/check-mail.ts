import stringWidth from 'string-width'
import type { ParsedMail } from './parsed-mail.ts'
import { type Previewed, withoutNow } from './previewed.ts'

/** What was to come of a command. */
export type Expected = {
  readonly previews: readonly Previewed[]
  readonly inReplyTo: string | null
  readonly envelope: readonly string[]
  readonly keepsLineEnds: boolean
  /** A list is among those who get it. */
  readonly isForList: boolean
}

const wireMax = 998
const columnsMax = 78

/** Headers of ours, each once. */
const needed = [
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'list-id',
  'auto-submitted',
]

/** Lines that other robots read, by exactly these words (notifications.md 1.8). */
const robotLine = /^#(?:regzbot (?:introduced|link): \S+|kernelci (?:issue|test) .+)$/

/** What is wrong with a mail as it arrived; empty when nothing is. */
export function faultsOf(mail: ParsedMail, expected: Expected): string[] {
  const [first] = mail.parts
  const text = first?.text ?? ''
  return [
    ...mail.defects,
    ...headerFaults(mail, expected),
    ...wireFaults(mail, expected),
    ...partFaults(mail, expected),
    ...textFaults(text),
    ...(isPreviewed(mail.headers['subject'] ?? '', text, expected.previews)
      ? []
      : ['its text is not what --preview shows']),
  ]
}

function headerFaults(mail: ParsedMail, { inReplyTo, envelope }: Expected): string[] {
  const { names, headers, to, cc, date } = mail
  const everybody = [...to, ...cc]
  const answers = [headers['in-reply-to'] ?? null, headers['references'] ?? null]
  return faults({
    'a header is missing, or there twice': needed.every(
      (name) => names.filter((each) => each === name).length === 1,
    ),
    'it is no answer, or none to that': answers.every((value) => value === inReplyTo),
    'its message id is none of ours': /^<\w+\.[0-9a-f]{32}@kernelci\.org>$/.test(
      headers['message-id'] ?? '',
    ),
    'it does not say that a program sent it': headers['auto-submitted'] === 'auto-generated',
    'its list has no name': /<[\w-]+\.reports\.kernelci\.org>$/.test(headers['list-id'] ?? ''),
    'it was not made just now': Math.abs(Date.now() - Date.parse(date)) < 600_000,
    'somebody is in it twice': new Set(everybody).size === everybody.length,
    'its recipients are others than those of the envelope':
      everybody.toSorted().join() === envelope.toSorted().join(),
  })
}

function wireFaults(
  { longest, bare, is_ascii: isAscii }: ParsedMail,
  expected: Expected,
): string[] {
  return faults({
    'a line is too long for some servers': longest <= wireMax,
    'a line ends without CRLF': !expected.keepsLineEnds || bare === 0,
    'it has octets beyond ASCII': isAscii,
  })
}

function partFaults({ parts }: ParsedMail, { isForList }: Expected): string[] {
  const [text, page, ...more] = parts
  return faults({
    'it does not begin with text': text?.type === 'text/plain',
    'a part is not UTF-8': parts.every(({ charset }) => charset === 'utf-8'),
    'a part cannot be read in an archive': parts.every(({ encoding }) =>
      ['7bit', 'quoted-printable'].includes(encoding),
    ),
    'there is a part beyond text and page': more.length === 0,
    'a list gets a page': !isForList || page === undefined,
    'its page loads something':
      !/<(?:img|script|link|iframe|object|video|audio)\b|url\(|@import/i.test(page?.text ?? ''),
  })
}

function textFaults(text: string): string[] {
  const lines = text.split('\n')
  const isLong = (line: string) =>
    stringWidth(line) > columnsMax && /\S\s+\S/.test(line.slice(columnsMax - 20))
  let isData = false
  const long = lines.filter((line) => {
    if (/^={53}$/.test(line) || line === '---') isData = !isData
    return !isData && isLong(line)
  })
  const robots = lines.filter((line) => line.startsWith('#') && !robotLine.test(line))
  return [
    ...long.map((line) => `a line is too wide: ${line}`),
    ...robots.map((line) => `a robot may read this: ${line}`),
  ]
}

function isPreviewed(subject: string, text: string, previews: readonly Previewed[]): boolean {
  return previews.some(
    (preview) =>
      withoutNow(preview.subject) === withoutNow(subject) &&
      withoutNow(preview.text) === withoutNow(text),
  )
}

/** Those of which it is not true that they are right. */
function faults(rights: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(rights).flatMap(([fault, isRight]) => (isRight ? [] : [fault]))
}
