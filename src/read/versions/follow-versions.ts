import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import {
  openVersionSession,
  type VersionSessionOptions,
} from '../../store/app/commits/version-session.ts'
import { forgetDictionaries } from '../dictionaries/open-database.ts'
import type { DataVersion } from './data-version.ts'

export type FollowOptions = Pick<VersionSessionOptions, 'url' | 'applicationName'> & {
  version: DataVersion
  log: Logger
  /** Ends it. */
  signal: AbortSignal
  /** The time between two looks at the database, in milliseconds. */
  lookEveryMs?: number
}

/** A server that is silent for longer counts as lost, in milliseconds. */
const silenceMs = 2_000

/** The pause before another attempt to connect, in milliseconds. */
const retryMs = 1_000

/**
 * Keeps `version` in step with the database until the signal aborts. Each commit is told by a NOTIFY. Regular looks
 * find those that were not, for instance because a pooler passes no notifications on. When the data may be another,
 * readers also forget what they remember of dictionaries.
 */
export async function followVersions(options: FollowOptions): Promise<void> {
  const { version, log, signal } = options
  let isLost = false
  while (!signal.aborted) {
    try {
      await follow(options, () => {
        if (isLost) log.info({}, 'commits are followed again')
        isLost = false
      })
    } catch (error) {
      lose(version)
      if (!signal.aborted && !isLost) {
        isLost = true
        log.warn(
          { reason: errorMessage(error) },
          'commits are not followed: answers are made each time',
        )
      }
    }
    await sleep(retryMs, undefined, { signal }).catch(() => {})
  }
  version.lose()
}

async function follow(
  { version, url, applicationName, signal, lookEveryMs = 500 }: FollowOptions,
  onFirstLook: () => void,
): Promise<void> {
  const lost = new AbortController()
  await using session = await openVersionSession({
    url,
    applicationName: `${applicationName}: commits`,
    silenceMs,
    signal,
    onVersion: (number) => version.hear(number),
    onLost: () => {
      // at once, not with the next look: whatever was told meanwhile is missed
      lose(version)
      lost.abort(new Error('the connection is lost'))
    },
  })
  const ended = AbortSignal.any([signal, lost.signal])
  // of what was heard of before the look finds all that counts this data; other data may have smaller numbers
  version.lose()
  let seen: string | null = null
  for (let looks = 0; !signal.aborted; looks += 1) {
    const asOf = new Date()
    const { version: number, dataset } = await session.look()
    lost.signal.throwIfAborted()
    // before answers are kept again: until now they may have come from either
    if (dataset !== seen) forgetDictionaries()
    seen = dataset
    if (!version.see({ number, dataset }, asOf)) continue
    if (looks === 0) onFirstLook()
    await sleep(lookEveryMs, undefined, { signal: ended }).catch(() => {})
  }
}

/** Forgets what is known: after a reconnect another server may answer, with other data. */
function lose(version: DataVersion): void {
  version.lose()
  forgetDictionaries()
}
