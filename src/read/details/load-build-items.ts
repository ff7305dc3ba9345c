import { sql } from 'kysely'
import type { Build } from '../../domain/build.ts'
import type { BuildItem } from '../../domain/details/answer-types.ts'
import { unknownLabel } from '../../domain/unknown.ts'
import type { ReadDatabase } from '../database.ts'
import { shownMisc } from './stored-json.ts'

/** The checkout of a build, as far as lists of builds show it. */
export type CheckoutOfBuild = { id: string; url: string | null; branch: string | null }

type WideBuild = {
  id: string
  misc: unknown
  config_url: string | null
  log_url: string | null
  start_time: string | null
}

/**
 * Completes builds to what lists show, in the order given. Wide rows are read by primary key.
 *
 * @param toMisc what lists show of `misc`
 */
export async function loadBuildItems(
  db: ReadDatabase,
  builds: readonly Build[],
  checkouts: readonly CheckoutOfBuild[],
  toMisc = shownMisc,
): Promise<BuildItem[]> {
  if (builds.length === 0) return []
  // `offset 0`: always one look-up per id, however many there are
  const { rows } = await sql<WideBuild>`
    select b.*
    from unnest(${builds.map(({ id }) => id)}::text[]) as wanted (id)
    cross join lateral (
      select id, misc, config_url, log_url, start_time from builds where id = wanted.id offset 0
    ) b`.execute(db)
  const wide = new Map(rows.map((row) => [row.id, row]))
  const checkoutOf = new Map(checkouts.map((checkout) => [checkout.id, checkout]))
  return builds.map((build) =>
    toBuildItem(build, wide.get(build.id), checkoutOf.get(build.checkoutId), toMisc),
  )
}

function toBuildItem(
  build: Build,
  wide: WideBuild | undefined,
  checkout: CheckoutOfBuild | undefined,
  toMisc: (misc: unknown) => object | null,
): BuildItem {
  return {
    id: build.id,
    origin: build.origin,
    architecture: build.architecture ?? unknownLabel,
    config_name: build.config ?? unknownLabel,
    compiler: build.compiler ?? unknownLabel,
    misc: toMisc(wide?.misc),
    config_url: wide?.config_url ?? null,
    log_url: wide?.log_url ?? null,
    status: build.status,
    duration: build.duration,
    start_time: wide?.start_time ?? null,
    git_repository_url: checkout?.url ?? null,
    git_repository_branch: checkout?.branch ?? null,
  }
}
