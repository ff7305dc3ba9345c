import type { ReportKind } from '../config/tellable.ts'
import type { ReadDatabase } from '../read/database.ts'
import type { Subscriptions } from './subscriptions/subscriptions.ts'

/**
 * Something that people are to be told, found and not yet told. What finds it writes nothing: whoever tells
 * it (delivery/) records what was told, and to whom.
 */
export type Report = {
  readonly kind: ReportKind
  /**
   * What it tells, a key for each thing: an issue id; a platform and week; tree, branch, origin, paths and
   * commit of a checkout. The ledger lets each key of a kind be told once. The same thing has the same text,
   * whenever and wherever it is found.
   */
  readonly items: readonly string[]
  /** On one line, of any length; the mail cuts nothing that a header can carry. */
  readonly subject: string
  /** The tree it is about: whose recipients are looked up (by exact git URL), and whether lists track it. */
  readonly tree?: { readonly name: string | null; readonly gitUrl: string | null }
  /** Addresses, bare or `Name <address>`, that the subscription names; they get it whatever `--to` says. */
  readonly subscribers: readonly string[]
  /** A regression report in the sense of notifications.md 1.5: lists of tracked trees get it too. */
  readonly isRegression: boolean
  /** Why it must not reach a public list before a person looked at it (notifications.md O-09). */
  readonly holdBack?: string
  /**
   * Lines of 72 to 78 columns that end in LF, and for those who would rather look than read a second part
   * with the same content that loads nothing. Called once for each mail, with the same result for the same letter.
   */
  render(letter: Letter): RenderedReport
}

/** What a text has to know of the mail that carries it. */
export type Letter = {
  /** With angle brackets; fixed before rendering. */
  readonly messageId: string
  /** It really goes to the public lists: only then has the archive a copy, and robots there a use for tags (notifications.md O-39). */
  readonly toLists: boolean
}

export type RenderedReport = { readonly text: string; readonly html?: string }

/** One thing could not be looked at while the others were (notifications.md O-07). */
export type ReportProblem = {
  /** What it was about, as `Report.items` would name it. */
  readonly item: string
  /** Of docs/errors.md. */
  readonly code: string
  /** For people; details are logged by whoever found it. */
  readonly message: string
}

export type Findings = {
  /** In the order in which they are to be told. */
  readonly reports: readonly Report[]
  readonly problems: readonly ReportProblem[]
  /** What somebody asked for and nobody ever saw, a line for each, for people. */
  readonly notes?: readonly string[]
}

/** What finding reports needs. */
export type Finding = {
  readonly database: ReadDatabase
  readonly now: Date
  /**
   * Until when the last successful run of this action looked, with which the window begins; null when there
   * was none (notifications.md O-34). Look back a little further: the ledger removes repeats.
   */
  readonly lookedUntil: Date | null
  /** Which of these keys were told, or are to be ignored. */
  readonly told: (kind: ReportKind, items: readonly string[]) => Promise<ReadonlySet<string>>
  /** The log excerpt that was moved out of its row to an address; null when it cannot be had. */
  readonly excerptAt: (address: string) => Promise<string | null>
  /** Who wants to be told what; read once for a run. */
  readonly subscriptions: Subscriptions
  /** Where links into the dashboard begin, without a slash at the end. */
  readonly links: string
  readonly options: ReportOptions
  /** Aborted when the program is asked to end. */
  readonly signal: AbortSignal
}

/** What reports hear of what the command was told (notifications.md 1.1). */
export type ReportOptions = {
  /** An issue or a test. */
  readonly id?: string
  /** All build issues that nobody was told of. */
  readonly all: boolean
  /** `new_issues`: issues of any test, where the reference tells of builds and of two boot paths (notifications.md O-26). */
  readonly anyTest?: boolean
  /** Origins of status reports; undefined for all. */
  readonly summaryOrigins?: readonly string[]
  /** Origins of hardware reports; undefined for all. */
  readonly hardwareOrigins?: readonly string[]
}

/** Finds what is to be told now. Writes nothing. */
export type FindReports = (finding: Finding) => Promise<Findings>
