import type { Kysely } from 'kysely'
import type pg from 'pg'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { excerptHash, packExcerpt } from '../../store/excerpts/excerpt-address.ts'
import type { ExcerptMetrics } from './excerpt-metrics.ts'
import type { ExcerptStorage } from './excerpt-storage.ts'
import { finishWaiting, type KeptExcerpt } from './finish-waiting.ts'
import { excerptTables } from './note-long-excerpts.ts'
import {
  claimWaiting,
  giveBack,
  longExcerptsOf,
  measureWaiting,
  putOff,
  type WaitingItem,
} from './waiting-excerpts.ts'

export type MoveOptions = {
  pool: pg.Pool
  db: Kysely<Database>
  storage: ExcerptStorage
  /** An excerpt of more characters is moved. */
  threshold: number
  metrics: ExcerptMetrics
  signal: AbortSignal
}

export type MoveReport = {
  /** Rows that have the address now. */
  moved: number
  /** Rows whose excerpt storage did not take; they are tried again later. */
  failed: number
  /** How many wait now. */
  waiting: number
  /** Whether more may be due. */
  more: boolean
  /** Why storage took nothing any more, for people; undefined when it works. */
  problem: string | undefined
}

/** Excerpts of so many items are in memory at a time: 13 MB at most. */
const itemsAtOnce = 200

/** Storage is asked to take so many at a time. */
const putsAtOnce = 8

/**
 * Nobody else is at them meanwhile. Slow storage may take longer; then some are put twice, which does no
 * harm, while a longer time would keep what a killed process had claimed.
 */
const leaseSeconds = 120

/** After so many failures without a success between them the rest is not tried. */
const failuresMax = 3

/** An excerpt and the rows that hold it. */
type Excerpt = { hash: string; text: string; items: WaitingItem[] }

/**
 * Moves excerpts that are due into storage and puts addresses in their place: first the excerpt is
 * there, then the row changes. May be called by several at once, and again after any crash: an excerpt
 * that is stored twice is the same file.
 *
 * @throws what the database throws, what was claimed is due again later; or the reason of the signal, and it is due at once
 */
export async function moveWaitingExcerpts(options: MoveOptions): Promise<MoveReport> {
  const { db, signal } = options
  signal.throwIfAborted()
  const claimed = await claimWaiting(db, itemsAtOnce, leaseSeconds)
  try {
    return await moveClaimed(claimed, options)
  } catch (error) {
    // whoever is next need not wait for the end of the lease
    if (signal.aborted) await giveBack(db, claimed)
    throw error
  }
}

async function moveClaimed(
  claimed: readonly WaitingItem[],
  options: MoveOptions,
): Promise<MoveReport> {
  const { db, pool, metrics, signal, storage } = options
  const excerpts = await load(claimed, options)
  const { kept, failed, untried, problem } = await putAll(excerpts, options)
  signal.throwIfAborted()
  const waiting = new Set([...failed, ...untried].flatMap(({ items }) => items))
  const done = claimed.filter((item) => !waiting.has(item))
  const replaced = kept.flatMap(({ hash, items }) =>
    items.map((item): KeptExcerpt => ({ ...item, hash, url: storage.urlOf(hash) })),
  )
  if (done.length > 0) {
    await withLongSession(pool, signal, (client) => finishWaiting(client, replaced, done))
  }
  metrics.moved(replaced.length)
  await putOff(db, itemsOf(failed))
  await giveBack(db, itemsOf(untried))
  const { items, oldestSeconds } = await measureWaiting(db)
  metrics.waiting(items, oldestSeconds)
  return {
    moved: replaced.length,
    failed: itemsOf(failed).length,
    waiting: items,
    more: claimed.length === itemsAtOnce && problem === undefined,
    problem,
  }
}

/** Different excerpts, each once. */
async function load(
  claimed: readonly WaitingItem[],
  { db, threshold }: MoveOptions,
): Promise<Excerpt[]> {
  const byText = new Map<string, Excerpt>()
  for (const table of excerptTables) {
    const own = claimed.filter((item) => item.table === table)
    const texts = await longExcerptsOf(
      db,
      table,
      own.map(({ id }) => id),
      threshold,
    )
    for (const item of own) {
      const text = texts.get(item.id)
      if (text === undefined) continue
      const known = byText.get(text)
      if (known === undefined) byText.set(text, { hash: excerptHash(text), text, items: [item] })
      else known.items.push(item)
    }
  }
  return [...byText.values()]
}

type Puts = { kept: Excerpt[]; failed: Excerpt[]; untried: Excerpt[]; problem: string | undefined }

async function putAll(excerpts: readonly Excerpt[], options: MoveOptions): Promise<Puts> {
  const puts: Puts = { kept: [], failed: [], untried: [], problem: undefined }
  let failuresInARow = 0
  const put = async (excerpt: Excerpt): Promise<void> => {
    if (failuresInARow >= failuresMax) {
      puts.untried.push(excerpt)
      return
    }
    const problem = await putOne(excerpt, options)
    failuresInARow = problem === undefined ? 0 : failuresInARow + 1
    puts.problem = problem
    ;(problem === undefined ? puts.kept : puts.failed).push(excerpt)
  }
  const queue = excerpts.values()
  const work = async () => {
    for (const excerpt of queue) await put(excerpt)
  }
  await Promise.all(Array.from({ length: putsAtOnce }, work))
  return puts
}

/** Why storage did not take it, for people; undefined when it has it. */
async function putOne(
  { hash, text }: Excerpt,
  { storage, metrics, signal }: MoveOptions,
): Promise<string | undefined> {
  try {
    metrics.put(await storage.put(hash, packExcerpt(text), signal))
    return undefined
  } catch (error) {
    if (!signal.aborted) metrics.put('failed')
    return errorMessage(error)
  }
}

function itemsOf(excerpts: readonly Excerpt[]): WaitingItem[] {
  return excerpts.flatMap(({ items }) => items)
}
