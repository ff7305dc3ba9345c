import { headerText } from '../../notify/mail/compose.ts'
import type { Mail } from '../../notify/mail/mail.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'

const rule = '-'.repeat(78)

/** A mail for the terminal: whatever data is in it, the terminal obeys none of it. */
export function mailText(mail: Mail, notice?: string): string {
  const text = `${headerText(mail)}\n${mail.text}`
  const lines = [...(notice === undefined ? [] : [notice]), ...text.trimEnd().split(/\r\n?|\n/)]
  return `${rule}\n${lines.map((line) => harmlessLine(line)).join('\n')}\n${rule}\n`
}

/** A tab is one. */
function harmlessLine(line: string): string {
  return line.split('\t').map(harmlessText).join('\t')
}
