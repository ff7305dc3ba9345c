import type { ExcerptSettings } from '../excerpts/excerpt-rule.ts'
import type { SpoolFile } from '../spool/spool-file.ts'
import type { FileRefusal } from '../spool/reason.ts'
import type { PreparedFile } from './prepared-document.ts'

/** What a worker thread is started with. */
export type WorkerSettings = {
  /** The folder that file names are relative to. */
  root: string
  /** Names of labs that are none (ingestion.md 2.11). */
  automaticLab: RegExp
  /** Repository URL → tree name (ingestion.md 2.9). */
  treeNames: ReadonlyMap<string, string>
  /** What is done with long log excerpts (ingestion.md 2.10); without it they stay in their rows. */
  excerpts?: ExcerptSettings | undefined
  /** Others of the machine go first. */
  givesWay?: boolean | undefined
}

/** Asks for one file to be prepared. */
export type PrepareRequest = {
  kind: 'prepare'
  file: SpoolFile
  /** `_timestamp` of its rows: ISO 8601, UTC. */
  receivedAt: string
}

/** Told to a worker thread; it answers every `prepare` with one preparation, in order. */
export type WorkerRequest =
  | PrepareRequest
  | { kind: 'tree-names'; treeNames: ReadonlyMap<string, string> }

/** Told by a worker thread: once that it works, then one preparation per file. */
export type WorkerAnswer = { kind: 'ready' } | Preparation

/**
 * What became of a file that was to be made ready for the database; `asked` is the file as the spool
 * was seen, `file` as it was when it was read.
 */
export type Preparation = { asked: SpoolFile } & (
  | PreparedFile
  | { kind: 'refused'; file: SpoolFile; refusal: FileRefusal }
  /** Somebody else moved it away, or is writing to it. */
  | { kind: 'gone' }
  /** The file system does not let it be read, which is not the document's fault. */
  | { kind: 'unreadable'; problem: string }
)
