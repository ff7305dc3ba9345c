import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, isMissingFile } from '../../platform/error-code.ts'
import { reasonName, reasonText, type Reason } from './reason.ts'
import type { Spool } from './spool.ts'
import { sameContent, spoolFile, type SpoolFile } from './spool-file.ts'

const stemBytesMax = 220

/**
 * What became of a file that was to be moved: `moved`, `gone` (another ingester or a person was
 * faster) or `changed` (it was written to after it had been read, so it stays and is read again).
 */
export type PutAway = 'moved' | 'gone' | 'changed'

/**
 * Moves a file whose rows are committed into `archive/`; never over a file that is there
 * (ingestion.md O-27).
 */
export async function archiveFile(spool: Spool, file: SpoolFile): Promise<PutAway> {
  const state = await presentState(spool, file)
  if (state !== undefined) return state
  using target = await takeName(spool.archive, file.name)
  return inFolder(spool.archive, () => moveAway(spool, file, join(spool.archive, target.name)))
}

/**
 * Moves a refused file into `failed/`. Its reason is written first and whole, so that no crash leaves
 * a file there without one.
 */
export async function refuseFile(spool: Spool, file: SpoolFile, reason: Reason): Promise<PutAway> {
  const state = await presentState(spool, file)
  if (state !== undefined) return state
  using target = await takeName(spool.failed, file.name)
  const text = reasonText(reason)
  await inFolder(spool.failed, () => writeWhole(spool.failed, reasonName(target.name), text))
  return moveAway(spool, file, join(spool.failed, target.name))
}

async function presentState(
  spool: Spool,
  file: SpoolFile,
): Promise<'gone' | 'changed' | undefined> {
  try {
    const now = spoolFile(file.name, await stat(join(spool.root, file.name)))
    return sameContent(now, file) ? undefined : 'changed'
  } catch (error) {
    if (isMissingFile(error)) return 'gone'
    throw error
  }
}

async function moveAway(spool: Spool, file: SpoolFile, target: string): Promise<PutAway> {
  try {
    await rename(join(spool.root, file.name), target)
    return 'moved'
  } catch (error) {
    if (isMissingFile(error) && (await presentState(spool, file)) === 'gone') return 'gone'
    throw error
  }
}

/** Does `work` in a folder, made again when somebody removed it to get rid of what was in it. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isMissingFile(error)) throw error
    await mkdir(folder).catch(unlessThere)
    return work()
  }
}

function unlessThere(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error
}

/** Paths that a move is on its way to: no other move of this process may take them meanwhile. */
const promisedPaths = new Set<string>()

/**
 * The name itself or, when a file of that name is there or on its way, `name.1.json`, `name.2.json`,
 * … It is nobody else's until it is disposed of.
 */
async function takeName(folder: string, name: string): Promise<Disposable & { name: string }> {
  const stem = shortened(name.slice(0, -'.json'.length))
  for (let number = 0; ; number += 1) {
    const candidate = `${stem}${number === 0 ? '' : `.${number}`}.json`
    const path = join(folder, candidate)
    if (promisedPaths.has(path)) continue
    promisedPaths.add(path)
    using promise = new DisposableStack()
    promise.defer(() => promisedPaths.delete(path))
    if (await isThere(path)) continue
    const kept = promise.move()
    return { name: candidate, [Symbol.dispose]: () => kept.dispose() }
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (isMissingFile(error)) return false
    throw error
  }
}

/** File systems allow 255 bytes; the name of the reason is longer than the name of its file. */
function shortened(stem: string): string {
  let short = stem
  while (Buffer.byteLength(short) > stemBytesMax) short = short.slice(0, -1)
  return short.toWellFormed()
}

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  const handle = await open(temporary, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, join(folder, name))
}
