import type { RenderedReport } from '../report.ts'
import type { Block } from './blocks.ts'
import { footer } from './footer.ts'
import { htmlPage } from './html-page.ts'
import { plainText } from './plain-text.ts'

const below: readonly Block[] = footer.map((text) => ({ kind: 'paragraph', text }))

/** A report as both parts of a mail, which say the same. */
export function letterOf(subject: string, blocks: readonly Block[]): RenderedReport {
  return {
    text: `${plainText(blocks)}\n--\n${plainText(below)}`,
    html: htmlPage(subject, blocks, below),
  }
}
