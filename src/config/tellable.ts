/** What a report is about: one kind for each action that finds reports, two for `new_issues`. */
export const reportKinds = [
  'new_issues',
  'issue',
  'status',
  'hardware',
  'metrics',
  'test',
  'fake',
] as const
export type ReportKind = (typeof reportKinds)[number]

/** What programs are told of, in the order of docs/operations/webhook.md#events. */
export const eventTypes = [
  'report.told',
  'mail.held',
  'mail.given_up',
  'job.failed',
  'job.late',
  'ingest.refused',
  'ingest.halted',
  'server.error',
] as const
export type EventType = (typeof eventTypes)[number]
