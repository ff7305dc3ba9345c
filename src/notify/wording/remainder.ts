import type { Block } from './blocks.ts'
import { withCommas } from './number-text.ts'

/** How much a section leaves out, and where it is (notifications.md O-37); nothing where it leaves nothing out. */
export function remainder(more: number, page: string): Block[] {
  if (more <= 0) return []
  return [{ kind: 'paragraph', text: `… and ${withCommas(more)} more: ${page}` }]
}
