import { cutText } from '../../platform/text/cut-text.ts'

/** What fits a header of a few lines, and every list of mails, in code units. */
const lengthMax = 240

/** A subject on one line (notifications.md O-10), cut between characters as people see them. */
export function subjectLine(subject: string): string {
  const line = subject
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return cutText(line, lengthMax)
}
