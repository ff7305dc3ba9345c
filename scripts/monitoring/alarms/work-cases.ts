import type { AlarmCase } from './alarm-case.ts'

const success = 'treeline_job_last_success_timestamp_seconds{name="verify"}'
const drift = 'treeline_job_last_result{name="verify", what="drift_rows"}'
const runs = (outcome: string) => `treeline_job_runs_total{name="prune", outcome="${outcome}"}`
const missed = 'treeline_job_missed_slots_total{name="prune"}'
const waiting = (state: string) => `treeline_mail_waiting{state="${state}"}`
const recipients = (outcome: string) =>
  `treeline_mail_recipients_total{kind="issue", way="smtp", outcome="${outcome}"}`

const oldestNotice = 'treeline_notices_oldest_waiting_seconds{channel="webhook"}'
const notices = (state: string) => `treeline_notices_waiting{channel="discord", state="${state}"}`

/** Jobs, and what people are told. */
export const workCases: readonly AlarmCase[] = [
  { alert: 'NobodyRunsJobs', atMinutes: 70, raised: {}, silent: { [success]: '0+0x30' } },
  {
    alert: 'JobFails',
    raised: { [runs('failed')]: '0+0x10 1+0x30' },
    silent: { [runs('failed')]: '2+0x40', [runs('done')]: '0+1x40', [runs('stopped')]: '0+1x40' },
  },
  {
    alert: 'SumsDiffer',
    raised: { [drift]: '0+0x10 1+0x30' },
    silent: { [drift]: '1+0x10 0+0x30' },
  },
  {
    alert: 'JobsStandStill',
    atMinutes: 250,
    stepMinutes: 10,
    raised: { [success]: '0+0x30' },
    silent: { [success]: '5000+0x30' },
  },
  { alert: 'SlotsMissed', raised: { [missed]: '0+0x10 2+0x30' }, silent: { [missed]: '2+0x40' } },
  {
    alert: 'MailsDoNotLeave',
    raised: { treeline_mail_oldest_waiting_seconds: '3000+60x40' },
    silent: { treeline_mail_oldest_waiting_seconds: '0+60x40' },
  },
  {
    alert: 'MailsWaitForPerson',
    raised: { [waiting('held')]: '0+0x10 1+0x30' },
    silent: { [waiting('held')]: '1+0x10 0+0x30', [waiting('queued')]: '9+0x40' },
  },
  {
    alert: 'RecipientsRefused',
    raised: { [recipients('refused')]: '0+0x10 1+0x30' },
    silent: { [recipients('refused')]: '1+0x40', [recipients('accepted')]: '0+1x40' },
  },
  {
    alert: 'NoticesDoNotArrive',
    raised: { [oldestNotice]: '3000+60x40' },
    silent: { [oldestNotice]: '0+60x40' },
  },
  {
    alert: 'NoticesGivenUp',
    raised: { [notices('failed')]: '0+0x10 1+0x30' },
    silent: { [notices('failed')]: '1+0x10 0+0x30', [notices('queued')]: '9+0x40' },
  },
]
