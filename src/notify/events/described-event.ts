import type { Event, EventData } from './event.ts'

/** An event in words. */
export type DescribedEvent = {
  /** Somebody has to do something. */
  readonly isTrouble: boolean
  /** On one line. */
  readonly title: string
  readonly facts: readonly Fact[]
  /** Lines of data, to be shown as they are. */
  readonly excerpt?: string
  /** What to do; the empty text where nothing is. */
  readonly advice: string
}

type Fact = { readonly label: string; readonly value: string }

/** Says of an event what a person has to know, and what to do. */
export function describedEvent(event: Event): DescribedEvent {
  switch (event.type) {
    case 'report.told':
      return toldReport(event.data)
    case 'mail.held':
      return heldMail(event.data)
    case 'mail.given_up':
      return givenUpMail(event.data)
    case 'job.failed':
      return failedJob(event.data)
    case 'job.late':
      return lateJob(event.data)
    case 'ingest.refused':
      return refusedSubmissions(event.data)
    case 'ingest.halted':
      return haltedIngest(event.data)
    case 'server.error':
      return failedRequests(event.data)
  }
}

function toldReport(data: EventData['report.told']): DescribedEvent {
  const { report, kind, subject, regression, text } = data
  return {
    isTrouble: regression,
    title: subject,
    facts: [fact('Report', kind.replace('_', ' ')), fact('Mail', `mail:${report}`)],
    excerpt: text,
    advice: '',
  }
}

function heldMail({ report, subject, why }: EventData['mail.held']): DescribedEvent {
  return {
    isTrouble: true,
    title: `Held: ${subject}`,
    facts: [fact('Mail', `mail:${report}`), fact('Why', why)],
    advice: `jobs retry mail:${report} sends it, jobs delete drops it`,
  }
}

function givenUpMail({ report, subject, problem }: EventData['mail.given_up']): DescribedEvent {
  return {
    isTrouble: true,
    title: `Not sent: ${subject}`,
    facts: [fact('Mail', `mail:${report}`), fact('Problem', problem)],
    advice: `jobs retry mail:${report} tries again, jobs delete drops it`,
  }
}

function failedJob({ job, run, slot, host, problem }: EventData['job.failed']): DescribedEvent {
  return {
    isTrouble: true,
    title: `Job ${job} failed`,
    facts: [fact('Run', String(run)), fact('Slot', slot ?? 'by command'), fact('Host', host)],
    excerpt: problem,
    advice: `jobs retry ${run} does it again`,
  }
}

function lateJob({ job, slot, missed, made_up: isMadeUp }: EventData['job.late']): DescribedEvent {
  const next = isMadeUp ? 'one run makes up for them' : 'it runs again at its next slot'
  return {
    isTrouble: true,
    title: `Job ${job} was not run in time`,
    facts: [fact('Missed slots', String(missed)), fact('Last', slot)],
    advice: `${next}; see whether processes run jobs all the time`,
  }
}

function refusedSubmissions(data: EventData['ingest.refused']): DescribedEvent {
  return {
    isTrouble: true,
    title: `${counted(data.count, 'submission')} refused: ${data.code}`,
    facts: repeated(data),
    advice: 'they lie in failed/ of the spool, each with its reason',
  }
}

function haltedIngest(data: EventData['ingest.halted']): DescribedEvent {
  return {
    isTrouble: true,
    title: `Nothing can be ingested: ${data.code}`,
    facts: repeated(data),
    advice: 'submissions wait in the spool; the log says what stands in the way',
  }
}

function failedRequests(data: EventData['server.error']): DescribedEvent {
  const { count, status, code, method, route, request_id: request } = data
  return {
    isTrouble: true,
    title: `${counted(count, 'answer')} ${status} ${code}: ${method} ${route}`,
    facts: [...repeated(data), fact('Last request', request)],
    advice: 'the log has more, by the id of the request',
  }
}

/** When and where it happened, of what happens to a process. */
function repeated({ count, since, until, host, process }: EventData['ingest.refused']): Fact[] {
  return [
    ...(count === 1 ? [] : [fact('Between', `${seconds(since)} and ${seconds(until)}`)]),
    fact('Where', `${host}, process ${process}`),
  ]
}

function fact(label: string, value: string): Fact {
  return { label, value }
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

function seconds(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')} UTC`
}
