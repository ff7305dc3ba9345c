import type { ScheduledAction } from '../notify/run/scheduled-action.ts'
import type { Job } from './job.ts'
import { cleanCache } from './work/clean-cache.ts'
import { deleteHistory } from './work/delete-history.ts'
import { pruneOldRows } from './work/prune-old-rows.ts'
import { retryExcerpts } from './work/retry-excerpts.ts'
import { tellPeople } from './work/tell-people.ts'
import { updateHardwareRegistry } from './work/update-hardware-registry.ts'
import { verifyDerived } from './work/verify-derived.ts'

const minute = 60_000

/** Gets a copy of all that goes to nobody else (notifications.md 5.1). */
const results = 'kernelci-results@groups.io'

/**
 * The whole schedule. Times are UTC. No two begin at the same minute, so that they do not stand in each
 * other's way.
 */
// oxfmt-ignore
export const schedule: readonly Job[] = [
  { name: 'verify',        expression: '23 * * * *', timeoutMs: 30 * minute, whileRunning: 'skip', whenMissed: 'run once', work: verifyDerived, does: 'compares a sample of the derived tables with their recomputation' },
  { name: 'cache-cleanup', expression: '41 * * * *', timeoutMs: 5 * minute,  whileRunning: 'skip', whenMissed: 'skip',     work: cleanCache,    does: 'removes old logs from the local cache of the host that runs it' },
  { name: 'excerpt-retries', expression: '7,27,47 * * * *', timeoutMs: 15 * minute, whileRunning: 'skip', whenMissed: 'skip', work: retryExcerpts, does: 'moves log excerpts into storage that it did not take before' },
  { name: 'registry-update', expression: '0 3 * * *', timeoutMs: 10 * minute, whileRunning: 'skip', whenMissed: 'run once', work: updateHardwareRegistry, does: 'stores the hardware registries of HARDWARE_REGISTRY_INDEX_URL' },
  { name: 'prune',         expression: '37 1 * * *', timeoutMs: 360 * minute, whileRunning: 'skip', whenMissed: 'skip',    work: pruneOldRows,  does: 'removes rows that are older than PRUNE_AFTER_DAYS, where that is given' },
  { name: 'history',       expression: '13 4 * * *', timeoutMs: 15 * minute, whileRunning: 'skip', whenMissed: 'run once', work: deleteHistory, does: 'deletes old runs of jobs, old events of the audit trail, old texts of mails, and old notices' },
  { name: 'notifications-new-issues', expression: '59 * * * *', timeoutMs: 30 * minute, ...tells({ action: 'new_issues', to: results, addMailingLists: 'regressions' }), does: 'tells of issues that were seen first, and of each of maestro in a mail of its own' },
  { name: 'notifications-summary-maestro', expression: '30 2 * * *', timeoutMs: 60 * minute, ...tells({ action: 'summary', addMailingLists: true, origins: ['maestro'] }), does: 'tells how the subscribed branches of maestro fare' },
  { name: 'notifications-summary-microsoft', expression: '30 14 * * *', timeoutMs: 60 * minute, ...tells({ action: 'summary', to: 'kernelcialerts@microsoft.com', cc: results, ignoreRecipients: true, origins: ['microsoft'] }), does: 'tells how the subscribed branches of microsoft fare' },
  { name: 'notifications-hardware-summary', expression: '33 3 * * 1', timeoutMs: 60 * minute, ...tells({ action: 'hardware_summary', cc: results }), does: 'tells what failed in a week on the subscribed hardware' },
  { name: 'notifications-metrics-summary', expression: '0 0 * * 6', timeoutMs: 60 * minute, ...tells({ action: 'metrics_summary', to: 'kernelci@lists.linux.dev', cc: results }), does: 'tells the numbers of the week' },
]

/** What was missed is told late: the window begins where the last run looked until. */
function tells(
  action: ScheduledAction,
): Pick<Job, 'whileRunning' | 'whenMissed' | 'tells' | 'work'> {
  return { whileRunning: 'skip', whenMissed: 'run once', tells: action, work: tellPeople(action) }
}
