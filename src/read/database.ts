import type { Kysely } from 'kysely'
import type { Database } from '../store/app/schema/database-types.ts'

/** The database as readers know it; whoever only passes it on need not know what is in it. */
export type ReadDatabase = Kysely<Database>
