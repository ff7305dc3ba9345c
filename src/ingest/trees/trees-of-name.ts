import { sql, type Kysely } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'

/** Which checkouts are meant: those of a name, of one origin, repository or branch alone where given. */
export type TreeSelection = {
  name: string
  origin?: string | undefined
  url?: string | undefined
  branch?: string | undefined
}

/** A tree as the listing shows it (trees.md 4), and how much belongs to it. */
export type TreeOfName = {
  origin: string
  git_repository_url: string | null
  git_repository_branch: string | null
  checkouts: number
  builds: number
  /** With the boots. */
  tests: number
}

const counted = sql<number>`sum(n0 + n1 + n2 + n3 + n4 + n5 + n6)`

/** The trees that a selection means, with their counts as they are summed; by origin, repository and branch. */
export function findTreesOfName(
  db: Kysely<Database>,
  selection: TreeSelection,
): Promise<TreeOfName[]> {
  const counts = db
    .selectFrom('checkouts as c')
    .innerJoin('checkout_count as n', 'n.checkout_id', 'c.id')
    .where(meant(selection))
    .groupBy('c.id')
    .select([
      'c.id',
      sql<number>`${counted} filter (where kind = 'B')`.as('builds'),
      sql<number>`${counted} filter (where kind <> 'B')`.as('tests'),
    ])
    .as('n')
  return db
    .selectFrom('checkouts as c')
    .leftJoin(counts, 'n.id', 'c.id')
    .where(meant(selection))
    .groupBy(['c.origin', 'c.git_repository_url', 'c.git_repository_branch'])
    .orderBy(sql`c.origin collate "C"`)
    .orderBy(sql`c.git_repository_url collate "C"`)
    .orderBy(sql`c.git_repository_branch collate "C"`)
    .select([
      'c.origin',
      'c.git_repository_url',
      'c.git_repository_branch',
      sql<number>`count(*)::integer`.as('checkouts'),
      sql<number>`coalesce(sum(n.builds), 0)::double precision`.as('builds'),
      sql<number>`coalesce(sum(n.tests), 0)::double precision`.as('tests'),
    ])
    .execute()
}

function meant({ name, origin, url, branch }: TreeSelection) {
  const parts = Object.entries({
    'c.tree_name': name,
    'c.origin': origin,
    'c.git_repository_url': url,
    'c.git_repository_branch': branch,
  }).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`],
  )
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
