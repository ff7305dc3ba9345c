import { loadTreeReport } from '../../../read/trees/report/load-tree-report.ts'
import { addressText } from '../../recipients/address.ts'
import type { Finding, Findings, Report } from '../../report.ts'
import { letterOf } from '../../wording/letter.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import { findOneByOne } from '../find-one-by-one.ts'
import { statusBody } from './status-body.ts'
import { statusItem } from './status-item.ts'
import { statusLinks } from './status-links.ts'
import { type StatusWindow, statusWindows } from './status-window.ts'
import { tellStatus, type ToldStatusReport } from './told-status-report.ts'
import {
  recipientsOf,
  type WantedStatusReport,
  wantedStatusReports,
} from './wanted-status-reports.ts'

/** How far histories of tests go back, and how many runs of a test are looked at (notifications.md 2.8). */
const history = { historyInHours: 7 * 24, groupSize: 5 }

/**
 * How the newest commits of the branches fare that somebody subscribed to (notifications.md 1.12), and after days
 * without a run also the newest of each of these days. Each origin of a branch has its own commit (notifications.md
 * O-04), and a commit one report, however often it was checked out (notifications.md O-17).
 */
export function findStatusReports(finding: Finding): Promise<Findings> {
  const { now, lookedUntil, subscriptions, options } = finding
  const wanted = wantedStatusReports(subscriptions, { now, origins: options.summaryOrigins })
  const windows = statusWindows(now, lookedUntil)
  const looks = wanted.flatMap((one) => windows.map((window) => ({ ...one, window })))
  const found = new Set<string>()
  return findOneByOne(finding, looks, {
    nameOf: ({ url, branch, origin }) => `${branch} of ${url} by ${origin}`,
    find: async (look) => {
      const report = await findStatusReport(finding, look)
      // checked out again on another day
      if (report === null || report.items.every((item) => found.has(item))) return null
      for (const item of report.items) found.add(item)
      return report
    },
  })
}

async function findStatusReport(
  finding: Finding,
  wanted: WantedStatusReport & { readonly window: StatusWindow },
): Promise<Report | null> {
  const { database, now, links } = finding
  const { url, branch, origin, trees, paths, window } = wanted
  const loaded = await loadTreeReport(database, {
    branch: { url, branch, origin, treePatterns: trees },
    ...window,
    ...history,
    now,
    pathPatterns: paths,
  })
  if (loaded === null) return null
  const told = tellStatus(wanted, loaded)
  const recipients = recipientsOf(wanted, told.hasChanged)
  const item = itemOf(told)
  if (recipients === null || (await finding.told('status', [item])).has(item)) return null
  const subject = subjectOf(told)
  const body = statusBody(told, statusLinks(links, wanted, loaded.commit))
  return {
    kind: 'status',
    items: [item],
    subject,
    tree: { name: loaded.commit.treeName, gitUrl: url },
    subscribers: recipients.map(addressText),
    isRegression: false,
    render: () => letterOf(subject, body),
  }
}

function itemOf({ wanted, loaded: { commit } }: ToldStatusReport): string {
  const { treeName, hash } = commit
  return statusItem({ ...wanted, treeName, commit: hash })
}

/** The origin is named unless it is the usual one (notifications.md 1.12). */
function subjectOf({ wanted, loaded: { commit } }: ToldStatusReport): string {
  const { origin, branch } = wanted
  const tag = origin === 'maestro' ? '' : `[${origin.toUpperCase()}]`
  return `[STATUS]${tag} ${orUnknownWord(commit.treeName)}/${orUnknownWord(branch)} - ${commit.hash}`
}
