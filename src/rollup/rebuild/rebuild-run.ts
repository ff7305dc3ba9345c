import type pg from 'pg'
import type { RebuildStep } from './rebuild-step.ts'

/** How many rows of a table were wrong. All zero: the table was right. */
export type TableChanges = { deleted: number; corrected: number; added: number }

/** Changes per table, in the order of the work. */
export type RebuildChanges = Map<string, TableChanges>

/** Runs steps in order and adds to {@link RebuildChanges}. */
export type StepRunner = (steps: readonly RebuildStep[]) => Promise<void>

export type StepRunnerOptions = {
  signal: AbortSignal | undefined
  /** Told the name of every step before it runs. */
  onStep: (name: string) => void
}

/** A runner on one connection; between two steps it throws the reason of a signal that fired. */
export function stepRunner(
  client: pg.ClientBase,
  changes: RebuildChanges,
  { signal, onStep }: StepRunnerOptions,
): StepRunner {
  return async (steps) => {
    for (const { name, sql, effect } of steps) {
      signal?.throwIfAborted()
      onStep(name)
      const { rowCount } = await client.query(sql)
      if (effect === undefined) continue
      const counted = changes.get(effect.table) ?? { deleted: 0, corrected: 0, added: 0 }
      counted[effect.kind] += rowCount ?? 0
      changes.set(effect.table, counted)
    }
  }
}
