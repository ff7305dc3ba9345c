import { isoWeek } from '../../../domain/iso-week.ts'
import { loadHardwareFailures } from '../../../read/hardware/failures/load-hardware-failures.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'
import { addressText } from '../../recipients/address.ts'
import { distinctAddresses } from '../../recipients/distinct-addresses.ts'
import type { Finding, Findings, Report } from '../../report.ts'
import type { HardwareSubscription } from '../../subscriptions/subscriptions.ts'
import { letterOf } from '../../wording/letter.ts'
import { minuteText } from '../../wording/times.ts'
import { findOneByOne } from '../find-one-by-one.ts'
import { hardwareBody } from './hardware-body.ts'

const weekMs = 7 * 24 * 60 * 60 * 1000

/** Failed runs that are looked at, of which far fewer are shown. */
const mostFailures = 2_000

/**
 * What failed on the hardware that somebody subscribed to in the seven days before now (notifications.md 1.13), one
 * report for each, also when nothing failed; none where nothing ran, which a note says.
 */
export async function findHardwareReports(finding: Finding): Promise<Findings> {
  const { now, subscriptions, options } = finding
  const wanted = subscriptions.hardware.filter(
    ({ origin, days }) =>
      days.has(now.getUTCDay()) && (options.hardwareOrigins?.includes(origin) ?? true),
  )
  const notes: string[] = []
  const found = await findOneByOne(finding, wanted, {
    nameOf: ({ id, origin }) => `${id} of ${origin}`,
    find: (one) => findHardwareReport(finding, one, notes),
  })
  return { ...found, notes }
}

async function findHardwareReport(
  { database, now, told, links }: Finding,
  subscription: HardwareSubscription,
  notes: string[],
): Promise<Report | null> {
  const { id, origin, labs, paths } = subscription
  const item = JSON.stringify([id, origin, isoWeek(now)])
  if ((await told('hardware', [item])).has(item)) return null
  const window = { from: timestampOf(new Date(now.getTime() - weekMs)), until: timestampOf(now) }
  const found = await loadHardwareFailures(database, {
    hardwareId: id,
    origin,
    labs: new Set(labs.keys()),
    window,
    pathPatterns: paths,
    most: mostFailures,
  })
  if (found === null) {
    notes.push(`${id} of ${origin}: nothing ran in seven days in ${[...labs.keys()].join(', ')}`)
    return null
  }
  const subject = `hardware ${id} summary - ${minuteText(now)}`
  const body = hardwareBody(subscription, found, { window, dashboard: links })
  return {
    kind: 'hardware',
    items: [item],
    subject,
    subscribers: distinctAddresses(subscription.defaultRecipients).map(addressText),
    isRegression: false,
    render: () => letterOf(subject, body),
  }
}
