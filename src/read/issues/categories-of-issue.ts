import { sql } from 'kysely'

/** The categories of a row of `issues`, without the nulls that a dump may have among them. */
export const categoriesOfIssue = sql<string[] | null>`array_remove(categories, null)`.as(
  'categories',
)
