import { randomBytes } from 'node:crypto'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { giveName } from '../../platform/files/give-name.ts'
import { errorCode, isMissingFile } from '../../platform/errors/error-code.ts'
import { syncFolder } from '../../platform/files/sync-folder.ts'

/** The secret cannot be used; the message says where it lies. */
class OwnSecretError extends Error {
  readonly code = 'config_invalid'
}

/** Where the secret lies that the program made for itself. */
export function ownSecretFile(dataDir: string): string {
  return join(dataDir, 'jwt-secret')
}

/**
 * The secret of a program to which none was given: made once, kept under DATA_DIR, readable by its owner
 * alone. Processes that want it at the same time get the same.
 *
 * @param give names the file; tests put a file system in its place that knows no second names
 * @throws OwnSecretError when its file is empty; the file system's error
 */
export async function ownSecret(dataDir: string, give = giveName): Promise<string> {
  const file = ownSecretFile(dataDir)
  const kept = await keptSecret(file)
  if (kept !== undefined) return kept
  const made = await makeSecret(file, give)
  // else a power failure takes the secret from tokens that were given out
  await syncFolder(dataDir)
  return made
}

async function keptSecret(file: string): Promise<string | undefined> {
  try {
    const secret = (await readFile(file, 'utf8')).trim()
    return secret === '' ? undefined : secret
  } catch (error) {
    if (isMissingFile(error)) return undefined
    throw error
  }
}

async function makeSecret(file: string, give: typeof giveName): Promise<string> {
  const unfinished = `${file}.${randomBytes(8).toString('hex')}`
  const secret = randomBytes(32).toString('base64url')
  try {
    await writeSynced(unfinished, `${secret}\n`)
    // never in place of the secret that another process made meanwhile, unless the file system knows no other way
    await give(unfinished, file)
    return (await keptSecret(file)) ?? secret
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    const kept = await keptSecret(file)
    if (kept === undefined) throw new OwnSecretError(`${file} holds no secret: remove it`)
    return kept
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
}
