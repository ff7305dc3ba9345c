import type { Event, EventData } from './event.ts'

/** An event in words. */
export type DescribedEvent = {
  /** Somebody has to do something. */
  readonly isTrouble: boolean
  /** On one line. */
  readonly title: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** Lines of data, to be shown as they are. */
  readonly excerpt?: string
  /** What to do; the empty text where nothing is. */
  readonly advice: string
}

/** Says of an event what a person has to know, and what to do. */
export function describedEvent(event: Event): DescribedEvent {
  switch (event.type) {
    case 'report.told':
      return toldReport(event.data)
    case 'mail.held':
      return {
        isTrouble: true,
        title: `Held: ${event.data.subject}`,
        facts: [fact('Mail', `mail:${event.data.report}`), fact('Why', event.data.why)],
        advice: `jobs retry mail:${event.data.report} sends it, jobs delete drops it`,
      }
    case 'mail.given_up':
      return {
        isTrouble: true,
        title: `Not sent: ${event.data.subject}`,
        facts: [fact('Mail', `mail:${event.data.report}`), fact('Problem', event.data.problem)],
        advice: `jobs retry mail:${event.data.report} tries again, jobs delete drops it`,
      }
    case 'job.failed':
      return {
        isTrouble: true,
        title: `Job ${event.data.job} failed`,
        facts: [
          fact('Run', String(event.data.run)),
          fact('Slot', event.data.slot ?? 'by command'),
          fact('Host', event.data.host),
        ],
        excerpt: event.data.problem,
        advice: `jobs retry ${event.data.run} does it again`,
      }
    case 'job.late':
      return {
        isTrouble: true,
        title: `Job ${event.data.job} was not run in time`,
        facts: [fact('Missed slots', String(event.data.missed)), fact('Last', event.data.slot)],
        advice: event.data.made_up
          ? 'one run makes up for them; see whether processes run jobs all the time'
          : 'it runs again at its next slot; see whether processes run jobs all the time',
      }
    case 'ingest.refused':
      return {
        isTrouble: true,
        title: `${counted(event.data.count, 'submission')} refused: ${event.data.code}`,
        facts: repeated(event.data),
        advice: 'they lie in failed/ of the spool, each with its reason',
      }
    case 'ingest.halted':
      return {
        isTrouble: true,
        title: `Nothing can be ingested: ${event.data.code}`,
        facts: repeated(event.data),
        advice: 'submissions wait in the spool; the log says what stands in the way',
      }
    case 'server.error':
      return {
        isTrouble: true,
        title: `${counted(event.data.count, 'answer')} ${event.data.status} ${event.data.code}: ${event.data.method} ${event.data.route}`,
        facts: [...repeated(event.data), fact('Last request', event.data.request_id)],
        advice: 'the log has more, by the id of the request',
      }
  }
}

function toldReport(data: EventData['report.told']): DescribedEvent {
  return {
    isTrouble: data.regression,
    title: data.subject,
    facts: [fact('Report', data.kind.replace('_', ' ')), fact('Mail', `mail:${data.report}`)],
    excerpt: data.text,
    advice: '',
  }
}

function repeated({ count, since, until, host, process }: EventData['ingest.refused']) {
  return [
    ...(count === 1 ? [] : [fact('Between', `${seconds(since)} and ${seconds(until)}`)]),
    fact('Where', `${host}, process ${process}`),
  ]
}

function fact(label: string, value: string) {
  return { label, value }
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

function seconds(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')} UTC`
}
