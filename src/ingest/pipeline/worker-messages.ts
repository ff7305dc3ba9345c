import type { ExcerptSettings } from '../excerpts/excerpt-rule.ts'
import type { SpoolFile } from '../spool/spool-file.ts'
import type { FileRefusal } from '../spool/reason.ts'
import type { PreparedFile } from './prepared-document.ts'

/** The settings of a worker thread. */
export type WorkerSettings = {
  /** The folder that file names are relative to. */
  root: string
  /** Names of labs that are none (ingestion.md 2.11). */
  automaticLab: RegExp
  /** Repository URL → tree name (ingestion.md 2.9). */
  treeNames: ReadonlyMap<string, string>
  /** What is done with long log excerpts (ingestion.md 2.10); without it they stay in their rows. */
  excerpts?: ExcerptSettings | undefined
  /** Other processes of the machine go first. */
  givesWay?: boolean | undefined
}

/** Asks for one file to be prepared. */
export type PrepareRequest = {
  kind: 'prepare'
  file: SpoolFile
  /** `_timestamp` of its rows: ISO 8601, UTC. */
  receivedAt: string
}

/** A message to a worker thread. It answers every `prepare` with one preparation, in order. */
export type WorkerRequest =
  | PrepareRequest
  | { kind: 'tree-names'; treeNames: ReadonlyMap<string, string> }

/** A message from a worker thread: once that it is ready, then one preparation per file. */
export type WorkerAnswer = { kind: 'ready' } | Preparation

/** The result for a file. `asked` is the file as the scan of the spool saw it, `file` as it was when it was read. */
export type Preparation = { asked: SpoolFile } & (
  | PreparedFile
  | { kind: 'refused'; file: SpoolFile; refusal: FileRefusal }
  /** It was moved away, or is being written to. */
  | { kind: 'gone' }
  /** The file system cannot read it, which says nothing about the document. */
  | { kind: 'unreadable'; problem: string }
)
