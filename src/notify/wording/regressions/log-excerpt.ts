import type { Block } from '../blocks.ts'
import { dataBlock } from '../data-block.ts'

const rule = '='.repeat(53)

/** What a log says; nothing where it says nothing (notifications.md O-09). */
export function logExcerpt(excerpt: string | null): Block[] {
  const lines = dataBlock(excerpt ?? '')
  if (lines.length === 0) return []
  return [
    { kind: 'paragraph', text: 'From the log:' },
    { kind: 'excerpt', text: lines.join('\n'), rule },
  ]
}

/** Why a regression without a log must not go to a public list before somebody looked at it; undefined with one. */
export function missingExcerpt(excerpt: string | null): string | undefined {
  return dataBlock(excerpt ?? '').length > 0 ? undefined : 'there is no excerpt of a log'
}
