import { statSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, isMissingFile } from '../../../platform/errors/error-code.ts'
import { isNumbered, isThere, takeName } from './free-name.ts'
import { giveName } from '../../../platform/files/give-name.ts'
import { moveFile } from './move-file.ts'
import { reasonName, reasonText, submissionOfReason, type Reason } from '../reason.ts'
import type { Spool } from '../spool.ts'
import { sameContent, spoolFile, type SpoolFile } from '../spool-file.ts'
import { unfinishedFile } from './unfinished-file.ts'

/**
 * What became of a file that was to be moved: `moved`, `gone` (another ingester or a person was
 * faster) or `changed` (it was written to after it had been read, so it stays and is read again).
 */
export type MoveOutcome = 'moved' | 'gone' | 'changed'

/**
 * Moves a file whose rows are committed into `archive/`; never over a file that is there
 * (ingestion.md O-27).
 *
 * @throws the file system's error; the file is still in the spool then
 */
export async function archiveFile(spool: Spool, file: SpoolFile): Promise<MoveOutcome> {
  const state = presentState(spool, file)
  if (state !== undefined) return state
  return underFreeName(async () => {
    using target = takeName(spool.archive, file.name)
    // awaited: the name is promised until the file has it
    return await inFolder(spool.archive, () =>
      moveAway(spool, file, join(spool.archive, target.name)),
    )
  })
}

/**
 * Moves a refused file into `failed/`. Its reason is written first and whole, so that no crash leaves
 * a file there without one. It replaces nothing either: a submission may be named like a reason.
 *
 * @throws the file system's error; the file is still in the spool then
 */
export async function refuseFile(
  spool: Spool,
  file: SpoolFile,
  reason: Reason,
): Promise<MoveOutcome> {
  const state = presentState(spool, file)
  if (state !== undefined) return state
  const isFit = (name: string) => hasFreeReason(spool, name)
  const text = reasonText(reason)
  return underFreeName(async () => {
    using target = takeName(spool.failed, file.name, { isFit, besides: reasonName })
    const path = join(spool.failed, target.name)
    await inFolder(spool.failed, () => writeWhole(spool.failed, reasonName(target.name), text))
    const fate = await moveAway(spool, file, path).catch(async (error: unknown) => {
      // nobody else's: it would be in the way of the next try
      if (isNumbered(path)) await rm(reasonName(path), { force: true })
      throw error
    })
    // another ingester may have refused it, with a reason under the same name
    if (fate !== 'moved' && !isThere(path)) await rm(reasonName(path), { force: true })
    return fate
  })
}

/** How many names are tried before the file has to wait: a shared folder may show late which names are taken. */
const triesMax = 10

/** Repeats `move`, which takes the next free name, when another process was faster with the name. */
async function underFreeName(move: () => Promise<MoveOutcome>): Promise<MoveOutcome> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await move()
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || tries === triesMax) throw error
    }
  }
}

/**
 * Whether the reason of a file of this name replaces no submission that is called like it. A reason that a crash
 * left there without its file may be replaced: what has a reason of its own is a submission. Beside a name with a
 * number it may be that of another process, whose file comes next.
 */
function hasFreeReason({ failed }: Spool, name: string): boolean {
  const reason = reasonName(name)
  const isSubmission = isThere(join(failed, reasonName(reason)))
  return !(isSubmission || isNumbered(name)) || !isThere(join(failed, reason))
}

/**
 * Looks whether the file is still there and unchanged; undefined when it is. Synchronous, because the system has the
 * answer at hand: the file was read a moment ago. Asking a thread of the pool instead doubled the processor time of
 * moving 1,600 files.
 */
function presentState(spool: Spool, file: SpoolFile): 'gone' | 'changed' | undefined {
  const now = statSync(join(spool.root, file.name), { throwIfNoEntry: false })
  if (now === undefined) return 'gone'
  return sameContent(spoolFile(file.name, now), file) ? undefined : 'changed'
}

async function moveAway(spool: Spool, file: SpoolFile, target: string): Promise<MoveOutcome> {
  try {
    return await moveFile(join(spool.root, file.name), target, file)
  } catch (error) {
    if (isMissingFile(error) && presentState(spool, file) === 'gone') return 'gone'
    throw error
  }
}

/** Does `work` in a folder; makes the folder again when somebody has removed it to get rid of its files. */
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

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await using unfinished = unfinishedFile(folder)
  const handle = await open(unfinished.path, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const path = join(folder, name)
  await (isNumbered(submissionOfReason(name)) ? giveName : rename)(unfinished.path, path)
}
