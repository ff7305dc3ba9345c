import type { Config } from '../../config/config.ts'
import type { ActionOutcome } from '../../notify/run/tally.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'

/** Prints what became of the findings of an action: problems and notes as errors, then how many were told. */
export function tellOutcome(
  { queued, held, left, ignored, problems, notes }: ActionOutcome,
  way: Config['notify']['mail']['way'],
  isSent: boolean,
): void {
  for (const { item, code, message } of problems) {
    process.stderr.write(`treeline: ${harmlessText(`${item}: ${message} (${code})`)}\n`)
  }
  for (const note of notes) process.stderr.write(`treeline: ${harmlessText(note)}\n`)
  if (queued + held + left + ignored + problems.length === 0) {
    process.stdout.write('nothing to tell\n')
    return
  }
  if (isSent && queued > 0 && way.kind === 'outbox') {
    process.stdout.write(`mails are files of DATA_DIR/outbox, because ${way.why}\n`)
  }
  const counts = { told: queued, held, 'not told': left, ignored, failed: problems.length }
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  process.stdout.write(`${parts.map(([name, count]) => `${count} ${name}`).join(', ')}\n`)
}
