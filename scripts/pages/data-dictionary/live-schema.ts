import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../src/store/app/schema/database-types.ts'

/** A column as PostgreSQL has it. */
export type LiveColumn = {
  table: string
  name: string
  type: string
  nullable: boolean
  /** Part of the primary key. */
  isKey: boolean
  /** What PostgreSQL fills in when nothing is given: an expression, or `counted up`. */
  filledWith: string | null
  /** `table.column` of a foreign key that is this column alone. */
  references: string | null
}

/** Every column of every table but those that remember migrations, in the order of the tables. */
export async function readLiveSchema(db: Kysely<Database>): Promise<LiveColumn[]> {
  const { rows } = await sql<LiveColumn>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable,
      exists (
        select from pg_index i
        where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)
      ) as "isKey",
      case when a.attidentity <> '' then 'counted up' else pg_get_expr(d.adbin, d.adrelid) end
        as "filledWith",
      (
        select r.relname || '.' || ra.attname
        from pg_constraint f
        join pg_class r on r.oid = f.confrelid
        join pg_attribute ra on ra.attrelid = r.oid and ra.attnum = f.confkey[1]
        where f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]
      ) as "references"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and not a.attisdropped and c.relname not like 'treeline_migration%'
    order by c.relname collate "C", a.attnum
  `.execute(db)
  return rows
}
