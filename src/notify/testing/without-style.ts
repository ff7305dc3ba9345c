import { styleOfPage } from '../wording/html-style.ts'

/** A page as its golden text has it: the style is the same in all, and compared once (wording/html-page.test.ts). */
export function withoutStyle(html: string | undefined): string | undefined {
  return html?.replace(`<style>${styleOfPage}</style>`, '<style>…</style>')
}
