/** Writes `docs/data-dictionary.md` from the schema that the migrations make and the comments of the row types. */
import { writeFile } from 'node:fs/promises'
import { migrateAppUp } from '../../src/store/app/schema/migrate.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { startThrowawayServer } from '../../src/testing/database/throwaway-server.ts'
import { scriptCommand } from '../command/script-command.ts'
import { dictionaryText } from './data-dictionary/dictionary-text.ts'
import { dictionaryPage, readDictionary } from './data-dictionary/read-dictionary.ts'

scriptCommand('data-dictionary', 'Write docs/data-dictionary.md anew, from the live schema').parse()

const server = await startThrowawayServer()
try {
  await using database = openDatabase({
    url: server.url,
    applicationName: 'treeline data-dictionary',
    poolSize: 2,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
  await migrateAppUp(database)
  await writeFile(dictionaryPage, dictionaryText(await readDictionary(database.db)))
} finally {
  await server.stop()
}
