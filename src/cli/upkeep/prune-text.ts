import type { Doomed } from '../../prune/doomed-rows.ts'
import type { SpaceGivenBack } from '../../prune/give-space-back.ts'
import type { PrunedBatch } from '../../prune/prune.ts'
import type { PruneRules } from '../../prune/prune-rules.ts'

/** What was found, a line per table that was chosen. */
export function doomedText({ cutoff, rows, incidents }: Doomed, rules: PruneRules): string {
  const { tables, protectsIssues } = rules
  const counts: [string, number][] = tables.map((table) => [table, rows[table]])
  if (!protectsIssues) counts.push(['incidents', incidents])
  counts.push(['total', total({ rows, incidents })])
  const notes = [
    ...(tables.length > 1 ? ['what belongs to a checkout or build that goes is counted'] : []),
    protectsIssues
      ? 'what an incident names stays, with its build and checkout'
      : 'incidents go with the build or test that they name',
  ]
  return [
    `stored before ${cutoff}`,
    ...counts.map(([name, count]) => `${name.padEnd(10)}${String(count).padStart(8)}`),
    ...notes,
    '',
  ].join('\n')
}

/** Rows that would go. */
export function total({ rows, incidents }: Pick<Doomed, 'rows' | 'incidents'>): number {
  return rows.checkouts + rows.builds + rows.tests + incidents
}

/** One line per batch. */
export function batchText({ table, removed, removedSoFar, listed }: PrunedBatch): string {
  return `${table.padEnd(10)}${String(removed[table]).padStart(8)}  ${removedSoFar} of ${listed}\n`
}

/** What the file system got, and what the tables keep for new rows. */
export function spaceText({ before, after }: SpaceGivenBack): string {
  const given = Math.max(before - after, 0)
  return `${megabytes(given)} given back to the disk; the tables have ${megabytes(after)}, with room for new rows in their gaps\n`
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
