import type { RenderedReport } from '../report.ts'
import type { Block } from './blocks.ts'
import { footer } from './footer.ts'
import { htmlPage } from './html-page.ts'
import { plainText } from './plain-text.ts'

/** A report as both parts of a mail, which say the same. */
export function letterOf(subject: string, blocks: readonly Block[]): RenderedReport {
  return {
    text: `${plainText(blocks)}${footer.join('\n')}\n`,
    // its first line sets it apart in a text
    html: htmlPage(subject, [...blocks, { kind: 'lines', lines: footer.slice(1) }]),
  }
}
