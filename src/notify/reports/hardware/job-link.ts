import type { Link } from '../../wording/phrase.ts'

/**
 * The page of a job in the LAVA of its lab; null where the lab shows none, or the submitter names no job
 * (notifications.md O-47).
 *
 * @param lab the address of the lab's LAVA, without a slash at the end
 */
export function jobLink(lab: string | null, jobId: string | null): Link | null {
  if (lab === null || jobId === null) return null
  return { href: `${lab}/scheduler/job/${encodeURIComponent(jobId.toWellFormed())}`, text: jobId }
}
