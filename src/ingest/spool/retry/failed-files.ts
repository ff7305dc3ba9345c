import { opendir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject } from '../../../platform/json/json-object.ts'
import { isReasonName, reasonName } from '../reason.ts'
import type { Spool } from '../spool.ts'
import { spoolFile, type SpoolFile } from '../spool-file.ts'

/** A file in `failed/`. */
export type FailedFile = {
  /** As it is there. */
  file: SpoolFile
  /** Why it was refused; undefined when that cannot be read. */
  code: string | undefined
  /** What it was called when it was refused. */
  originalName: string
}

/** Which of them are wanted: those of a name, those of a code; without either, all. */
export type FailedSelection = {
  names: readonly string[]
  codes: readonly string[]
}

/** Whatever stands in a reason is bounded; a longer file is not one of ours. */
const reasonBytesMax = 1024 * 1024

/**
 * The wanted files of `failed/`, in the order of the folder.
 *
 * @throws the file system's error
 */
export async function* findFailedFiles(
  spool: Spool,
  { names, codes }: FailedSelection,
): AsyncGenerator<FailedFile, void> {
  const wanted = names.length > 0 ? names : namesIn(spool.failed)
  for await (const name of wanted) {
    const found = await stat(join(spool.failed, name)).catch(() => undefined)
    if (found?.isFile() !== true) continue
    const { code, file: originalName } = await reasonOf(spool, name)
    if (codes.length > 0 && (code === undefined || !codes.includes(code))) continue
    yield { file: spoolFile(name, found), code, originalName: safeName(originalName) ?? name }
  }
}

async function* namesIn(folder: string): AsyncGenerator<string, void> {
  const names = new Set<string>()
  for await (const { name } of await opendir(folder, { bufferSize: 1_024 })) {
    if (name.endsWith('.json')) names.add(name)
  }
  // the reason of one that is being refused is there before it; what is named like a reason and was refused has its own
  for (const name of names) if (!isReasonName(name) || names.has(reasonName(name))) yield name
}

async function reasonOf(spool: Spool, name: string): Promise<{ code?: string; file?: string }> {
  const path = join(spool.failed, reasonName(name))
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || found.size > reasonBytesMax) return {}
  const reason = parsed(await readFile(path, 'utf8').catch(() => ''))
  if (!isJsonObject(reason)) return {}
  const { code, file } = reason
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof file === 'string' ? { file } : {}),
  }
}

/** Somebody may have written to the reason: a name must not lead out of the spool. */
function safeName(name: string | undefined): string | undefined {
  const isSafe = name !== undefined && name.endsWith('.json') && !/[/\\\0]/.test(name)
  return isSafe ? name : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
