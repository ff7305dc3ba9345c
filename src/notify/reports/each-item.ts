import { errorMessage } from '../../platform/errors/error-message.ts'
import type { ReportProblem } from '../report.ts'

/** A thing that cannot be told of, for a reason that people understand. */
export class ItemProblem extends Error {
  readonly code: string

  /** @param code of docs/errors.md */
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Looks at one thing after the other. What fails costs its own item: the others are looked at all the same
 * (notifications.md O-07).
 *
 * @throws what the signal was aborted with
 */
export async function eachItem<Found>(
  items: readonly string[],
  signal: AbortSignal,
  look: (item: string) => Promise<Found>,
): Promise<{ found: Found[]; problems: ReportProblem[] }> {
  const found: Found[] = []
  const problems: ReportProblem[] = []
  for (const item of items) {
    signal.throwIfAborted()
    try {
      found.push(await look(item))
    } catch (error) {
      const code = error instanceof ItemProblem ? error.code : 'report_unreadable'
      problems.push({ item, code, message: errorMessage(error) })
    }
  }
  return { found, problems }
}
