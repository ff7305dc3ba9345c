import { sql } from 'kysely'
import type { OpenDatabase } from '../database.ts'

/** A database whose encoding has no room for every character. */
class EncodingUnfit extends Error {
  readonly code = 'database_encoding_unfit'

  constructor(name: string, encoding: string) {
    super(
      `the database "${name}" has the encoding ${encoding}, but submissions may hold any character; ` +
        `make one with: create database … encoding 'UTF8' template template0`,
    )
  }
}

/**
 * Refuses a database that could not store every text: later, the authors of submissions would be told
 * that theirs are at fault. An encoding stays what it is from the creation of a database.
 *
 * @throws EncodingUnfit
 */
export async function requireUtf8({ db }: Pick<OpenDatabase, 'db'>): Promise<void> {
  const { rows } = await sql<{ name: string; encoding: string }>`
    select current_database() as name, getdatabaseencoding() as encoding
  `.execute(db)
  for (const { name, encoding } of rows) {
    if (encoding !== 'UTF8') throw new EncodingUnfit(name, encoding)
  }
}
