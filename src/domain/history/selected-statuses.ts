import type { Selection } from '../filters/filters.ts'
import { isSelected } from '../filters/matches.ts'
import { codeOfStatus, type StatusCounts, statusNames } from '../status.ts'

/** Adds to `counts`, in place, those of `more` whose status a filter lets pass. */
export function addSelectedStatuses(
  counts: StatusCounts,
  more: Readonly<StatusCounts>,
  statuses: Selection,
): void {
  for (const status of statusNames) {
    const code = codeOfStatus(status)
    if (isSelected(statuses, status)) counts[code] += more[code]
  }
}

/** Whether anything is counted under a status that a filter lets pass. */
export function hasSelectedStatus(counts: Readonly<StatusCounts>, statuses: Selection): boolean {
  return statusNames.some(
    (status) => counts[codeOfStatus(status)] > 0 && isSelected(statuses, status),
  )
}
