import type { Letter } from '../../report.ts'
import type { Block } from '../blocks.ts'
import { archiveLink } from '../links.ts'

/** Letter for letter what other tools look for (notifications.md 1.8). */
const reportedBy = 'Reported-by: kernelci.org bot <bot@kernelci.org>'

/**
 * How a fix names the report. The link is that of the copy in the archive of the lists, so only what goes there has one
 * (notifications.md O-39).
 *
 * @param isTracked the regressions list tracks the tree
 */
export function attribution({ messageId, toLists }: Letter, isTracked: boolean): Block[] {
  const link = isTracked && toLists ? [`Link: ${archiveLink(messageId)}`] : []
  return [
    {
      kind: 'paragraph',
      text: 'If you fix this, please say in the commit who reported it, as the rules for submitting patches ask:',
    },
    { kind: 'lines', lines: [reportedBy, ...link] },
  ]
}
