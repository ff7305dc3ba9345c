import type { EventType } from '../../config/tellable.ts'

/** Which mail, for those that are about one. */
type OfMail = {
  /** Its number, as in `mail:12` of `jobs failed`. */
  readonly report: number
  /** Of the report, as DISCORD_REPORTS names it. */
  readonly kind: string
  readonly subject: string
}

/** Something that came again and again since it was told last. */
type Repeated = {
  readonly count: number
  /** The first and the last time, ISO 8601. */
  readonly since: string
  readonly until: string
  /** The machine and process to which it happened. */
  readonly host: string
  readonly process: number
}

/** What is known of each type of event: docs/operations/webhook.md#events, word for word. */
export type EventData = {
  'report.told': OfMail & {
    readonly regression: boolean
    /** What it tells, as `Report.items`. */
    readonly items: readonly string[]
    readonly text: string
  }
  'mail.held': OfMail & { readonly why: string }
  'mail.given_up': OfMail & { readonly problem: string }
  'job.failed': {
    readonly job: string
    /** Its number, as `jobs failed` shows it. */
    readonly run: number
    readonly slot: string | null
    readonly host: string
    readonly problem: string
  }
  'job.late': {
    readonly job: string
    readonly run: number
    /** The last one that was missed. */
    readonly slot: string
    readonly missed: number
    /** One run makes up for all of them. */
    readonly made_up: boolean
  }
  'ingest.refused': Repeated & { readonly code: string }
  'ingest.halted': Repeated & { readonly code: string }
  'server.error': Repeated & {
    readonly status: number
    readonly code: string
    readonly method: string
    /** Of the documentation, such as `/api/build/{build_id}`; never what was asked for. */
    readonly route: string
    /** Of the last one: the log has the rest. */
    readonly request_id: string
  }
}

type EventOf<Type extends EventType> = {
  /** The same for every attempt and channel, and no other event has it; without a full stop. */
  readonly id: string
  readonly type: Type
  /** When it happened, ISO 8601. */
  readonly at: string
  readonly data: EventData[Type]
}

/** Something that happened, and that somebody should know. */
export type Event = { [Type in EventType]: EventOf<Type> }[EventType]

/**
 * The id of what happened to a numbered thing. Numbers begin anew in another database, and whoever is told may
 * remember those of the one before, so the moment belongs to it.
 */
export function eventId(what: string, number: number, at: string): string {
  return `${what}_${number}_${Date.parse(at).toString(36)}`
}
