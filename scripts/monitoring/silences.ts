import type { PanelQuery } from './boards.ts'

/** Panels that show nothing as long as nothing goes wrong, and why no run makes it go wrong. */
export const silences: readonly { board: string; panel: string; why: string }[] = [
  {
    board: 'database',
    panel: 'Statements that failed',
    why: 'PostgreSQL would have to be stopped; npm run faults does',
  },
  {
    board: 'ingest',
    panel: 'Tried again',
    why: 'PostgreSQL would have to be stopped; npm run faults does',
  },
]

export function mayBeSilent({ board, panel }: Pick<PanelQuery, 'board' | 'panel'>): boolean {
  return silences.some((each) => each.board === board && each.panel === panel)
}
