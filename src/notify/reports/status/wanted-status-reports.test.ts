import { expect, it } from 'vitest'
import type { StatusSubscription, TreeSubscription } from '../../subscriptions/subscriptions.ts'
import { statusSubscription as report } from '../../testing/status-subscription.ts'
import { recipientsOf, wantedStatusReports } from './wanted-status-reports.ts'

/** A Saturday. */
const now = new Date('2026-11-28T02:30:00Z')
const someone = (name: string) => ({ name: '', address: `${name}@example.org` })

const tree = (...reports: StatusSubscription[]): TreeSubscription => ({
  label: 'net',
  url: 'https://git/net.git',
  defaultRecipients: [someone('default')],
  reports,
  regressions: [],
})
const wanted = (reports: StatusSubscription[], origins?: string[]) =>
  wantedStatusReports({ trees: [tree(...reports)] }, { now, origins })
const mailboxes = (reports: StatusSubscription[], hasChanged: boolean) =>
  wanted(reports).map((one) => recipientsOf(one, hasChanged)?.map(({ address }) => address) ?? null)

it('keeps to origins and days', () => {
  const reports = [
    report(),
    report({ branch: 'other', origin: 'microsoft' }),
    report({ branch: 'weekdays', days: new Set([1, 2, 3, 4, 5]) }),
  ]
  expect(wanted(reports).map(({ branch }) => branch)).toEqual(['main', 'other'])
  expect(wanted(reports, ['microsoft']).map(({ branch }) => branch)).toEqual(['other'])
  expect(wanted(reports, [])).toEqual([])
})

it('is told to the default recipients first, unless they are left out', () => {
  const own = { recipients: [someone('own')] }
  expect(mailboxes([report(own)], true)).toEqual([['default@example.org', 'own@example.org']])
  expect(mailboxes([report({ ...own, ignoresDefaultRecipients: true })], true)).toEqual([
    ['own@example.org'],
  ])
})

it('is one mail for all who want the same, of whom some want it always', () => {
  const reports = [
    report({ paths: ['b%', 'a%'] }),
    report({
      paths: ['a%', 'b%'],
      always: true,
      ignoresDefaultRecipients: true,
      recipients: [someone('own'), someone('Own')],
    }),
    report({ paths: ['c%'], always: true }),
    report({ paths: ['d%'] }),
  ]
  expect(mailboxes(reports, true)).toEqual([
    ['default@example.org', 'own@example.org'],
    ['default@example.org'],
    ['default@example.org'],
  ])
  expect(mailboxes(reports, false)).toEqual([['own@example.org'], ['default@example.org'], null])
})

it('is a mail of its own for each thing that is wanted', () => {
  const reports = [
    report(),
    report({ paths: ['%'], always: true }),
    report({ platforms: ['juno'] }),
    report({ severity: 'boot' }),
    report({ trees: ['net'] }),
    report({ origin: 'other' }),
  ]
  expect(wanted(reports).map(({ readers }) => readers.length)).toEqual([2, 1, 1, 1, 1])
})
