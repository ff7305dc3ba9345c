import { sql } from 'kysely'
import type { Build } from '../../../domain/build.ts'
import { type Bucket, bucketOf } from '../../../domain/compare/bucket.ts'
import { orUnknown } from '../../../domain/unknown.ts'
import type { ReadDatabase } from '../../database.ts'
import { newestFirst } from '../../newest-first.ts'

/** What builds are compared by (trees.md 7.11). */
export type BuildIdentity = { config_name: string; architecture: string; compiler: string }

/** The latest result per identity, under a text that stands for it. */
export type LatestBuilds = {
  readonly identities: ReadonlyMap<string, BuildIdentity>
  readonly results: ReadonlyMap<string, Bucket>
}

/**
 * The result of the latest build of each config, architecture and compiler: by start, `_timestamp`, then id
 * (decisions.md 1). Where all builds of an identity ended alike, none needs to be looked up.
 */
export async function latestBuilds(
  db: ReadDatabase,
  builds: readonly Build[],
): Promise<LatestBuilds> {
  const identities = new Map<string, BuildIdentity>()
  const groups = Map.groupBy(builds, (build) => {
    const identity = identityOf(build)
    const key = Object.values(identity).join('\0')
    identities.set(key, identity)
    return key
  })
  const contested = [...groups.values()].filter((group) => !endedAlike(group)).flat()
  const order = await latestFirst(
    db,
    contested.map(({ id }) => id),
  )
  const results = new Map<string, Bucket>()
  for (const [key, group] of groups) {
    const latest = endedAlike(group)
      ? group[0]
      : group.toSorted((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0))[0]
    if (latest !== undefined) results.set(key, bucketOf(latest.status))
  }
  return { identities, results }
}

function identityOf({ config, architecture, compiler }: Build): BuildIdentity {
  return {
    config_name: orUnknown(config),
    architecture: orUnknown(architecture),
    compiler: orUnknown(compiler),
  }
}

function endedAlike(builds: readonly Build[]): boolean {
  return new Set(builds.map(({ status }) => bucketOf(status))).size === 1
}

/** The place of each build when they are sorted newest first. */
async function latestFirst(
  db: ReadDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string }>`
    select b.id
    from unnest(${ids}::text[]) as wanted (id)
    cross join lateral (
      select id, start_time, _timestamp from builds where id = wanted.id offset 0
    ) b
    order by ${newestFirst('b.start_time')}, ${newestFirst('b._timestamp')}, b.id collate "C" desc`.execute(
    db,
  )
  return new Map(rows.map(({ id }, place) => [id, place]))
}
