import { type RawBuilder, sql } from 'kysely'

/** What builds of different commits have in common when they are compared (notifications.md 2.5). */
export type BuildConfiguration = {
  readonly config: string | null
  readonly architecture: string | null
  readonly compiler: string | null
}

/** The condition that a row `b` of `build_fact` is of a configuration; an index holds a hash of the name. */
export function isOfConfiguration({
  config,
  architecture,
  compiler,
}: BuildConfiguration): RawBuilder<boolean> {
  const named =
    config === null
      ? sql`b.config_name is null`
      : sql`hashtextextended(b.config_name, 0) = hashtextextended(${config}, 0)
          and b.config_name = ${config}`
  return sql<boolean>`${named} and b.architecture is not distinct from ${architecture}::text
    and b.compiler is not distinct from ${compiler}::text`
}
