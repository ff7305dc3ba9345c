import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerShelf } from '../../http/ready/answer-shelf.ts'
import { type Coding, codings } from '../../http/ready/coding.ts'
import type { Header } from '../../http/answer/header.ts'
import { ReadyAnswer } from '../../http/ready/ready-answer.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { programPrint } from '../../platform/process/program-print.ts'
import type { Scope } from '../../read/versions/scope.ts'
import { isBusy } from '../../store/cache/sqlite-failure.ts'
import type { KeptResponse, ResponseStore } from '../../store/cache/response-store.ts'

/** Between attempts to write while somebody else does, in milliseconds: a lock of SQLite is no queue. */
const pausesMs = [3, 10, 30, 100]

/** One warning in so long tells that the cache fails, in milliseconds. */
const warnEveryMs = 60_000

/**
 * Keeps answers in the local cache. One that fails, or holds what nobody can read, costs speed alone.
 *
 * @param program what another program has made is none of its answers, and makes room for them
 */
export function shelfInCache(
  store: ResponseStore,
  log: Logger,
  program = programPrint(),
): AnswerShelf {
  let warnedAt = -Infinity
  const carefully = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (performance.now() - warnedAt >= warnEveryMs) {
        warnedAt = performance.now()
        log.warn({ reason: errorMessage(error) }, 'the local cache of answers fails')
      }
      return undefined
    }
  }
  return {
    find: (key) =>
      carefully(async () => {
        const kept = await store.find(key, Date.now())
        return kept === undefined ? undefined : answerOf(kept, program)
      }),
    keep: async (key, answer) => {
      await carefully(async () => {
        const kept = await keptOf(answer, program)
        if (kept !== null) await whenNotBusy(() => store.keep(key, kept, Date.now()))
      })
    },
    forgetLater: async ({ dataset, number }) => {
      const forget = () => store.forgetLater(`${program} ${dataset}`, number)
      return (await carefully(async () => whenNotBusy(forget).then(() => true))) ?? false
    },
  }
}

/**
 * Every process writes for itself: of 1,000 answers of 20 kB that two of them kept as fast as they could, 10 met a lock of the
 * other one and none was lost. To keep one takes 0.14 ms. Who holds the file for longer costs what is not kept.
 */
async function whenNotBusy(write: () => Promise<void>): Promise<void> {
  for (const pauseMs of pausesMs) {
    try {
      return await write()
    } catch (error) {
      if (!isBusy(error)) throw error
      await sleep(pauseMs * (0.5 + Math.random()))
    }
  }
  await write()
}

async function keptOf(answer: ReadyAnswer, program: string): Promise<KeptResponse | null> {
  const { version } = answer
  if (version === null) return null
  const { coding, body } = await answer.form('zstd')
  return {
    dataset: `${program} ${version.dataset}`,
    version: version.number,
    scopes: answer.scopes === null ? null : JSON.stringify(answer.scopes),
    etag: answer.etag,
    headers: JSON.stringify(answer.headers),
    made_at: answer.madeAt.getTime(),
    length: answer.length,
    coding,
    body,
  }
}

/** Undefined for a row that another program wrote. */
function answerOf(kept: KeptResponse, program: string): ReadyAnswer | undefined {
  const [maker, dataset] = kept.dataset.split(' ', 2)
  if (maker !== program || dataset === undefined || !isCoding(kept.coding)) return undefined
  return new ReadyAnswer({
    headers: JSON.parse(kept.headers) as Header[],
    etag: kept.etag,
    madeAt: new Date(kept.made_at),
    version: { number: kept.version, dataset },
    scopes: kept.scopes === null ? null : (JSON.parse(kept.scopes) as Scope[]),
    form: { coding: kept.coding, body: kept.body },
    length: kept.length,
  })
}

function isCoding(text: string): text is Coding {
  return codings.some((coding) => coding === text)
}
