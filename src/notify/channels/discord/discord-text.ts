import { cutText } from '../../../platform/text/cut-text.ts'

/** What of a text is looked at, however long it is. */
const readMax = 8_000

/** Stands in place of a text of which nothing is left: Discord takes no empty ones. */
const nothing = '–'

/** On one line, as it is: nothing of it is taken for a mention, a link or markup. */
export function discordLine(text: string, lengthMax: number): string {
  const line = harmless(text).replaceAll(/\s+/g, ' ').trim()
  const escaped = line.replaceAll(/[\\*_~`|>#[\]()<-]/g, (mark) => `\\${mark}`)
  // a cut may leave the first half of an escape
  const cut = cutText(escaped, lengthMax).replace(/\\(?=…$)/, '')
  return cut === '' || cut === '…' ? nothing : cut
}

/** Lines in a frame, as they are. */
export function discordExcerpt(text: string, lengthMax: number): string {
  const [open, close] = ['```\n', '\n```']
  const lines = harmless(text)
    .replaceAll('`', "'")
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
  if (lines.trim() === '') return nothing
  return `${open}${cutText(lines, lengthMax - open.length - close.length)}${close}`
}

/**
 * Of a person. The name has a bound, which no mailbox exceeds (RFC 5321 4.5.3.1.1): without one each character of a long word
 * is looked at as the beginning of a name, which took half a second.
 */
const address = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g

/** An invisible character that keeps apart what would be read together. */
const apart = '\u200B'

/** Without addresses of people, and with nothing that calls anybody. */
function harmless(text: string): string {
  return (
    text
      .slice(0, readMax)

      .replaceAll(/[^\P{C}\n]/gu, ' ')
      .replaceAll(address, '[address]')
      // @everyone, @here, <@user>, <#channel>, </command>, <:emoji:>, <t:time>, <id:guide>
      .replaceAll(/@(?=\p{L})/gu, `@${apart}`)
      .replaceAll(/<(?=[@#:/]|a:|t:|id:)/g, `<${apart}`)
  )
}
