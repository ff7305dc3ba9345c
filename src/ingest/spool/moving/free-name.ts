import { lstatSync } from 'node:fs'
import { join } from 'node:path'

/** File systems allow 255 bytes; the name of a reason is longer than the name of its file. */
const stemBytesMax = 220

/** Paths that a move is on its way to: no other move of this process may take them meanwhile. */
const promisedPaths = new Set<string>()

/** What has to be true of a name, beside being free. */
export type NameWishes = {
  isFit?: (name: string) => boolean
  /** What is put beside the file: under the name for it nothing else of this process may come, either. */
  besides?: (name: string) => string
}

/**
 * The name itself or, when a file of that name is there or on its way, `name.1.json`, `name.2.json`,
 * … It is nobody else's until it is disposed of.
 */
export function takeName(
  folder: string,
  name: string,
  { isFit, besides }: NameWishes = {},
): Disposable & { name: string } {
  const stem = shortened(name.slice(0, -'.json'.length))
  for (let number = 0; ; number += 1) {
    const candidate = `${stem}${number === 0 ? '' : `.${number}`}.json`
    const names = besides === undefined ? [candidate] : [candidate, besides(candidate)]
    const paths = names.map((one) => join(folder, one))
    if (paths.some((path) => promisedPaths.has(path))) continue
    if (isThere(join(folder, candidate)) || isFit?.(candidate) === false) continue
    for (const path of paths) promisedPaths.add(path)
    const giveBack = () => {
      for (const path of paths) promisedPaths.delete(path)
    }
    return { name: candidate, [Symbol.dispose]: giveBack }
  }
}

/** Whether a file may have this name because its own was taken: then several processes may come upon it. */
export function isNumbered(path: string): boolean {
  return /\.\d+\.json$/.test(path)
}

/** Whether anything has the name; a link that leads to nothing, too. Asked at once, without a thread of the pool. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function shortened(stem: string): string {
  let short = stem
  while (Buffer.byteLength(short) > stemBytesMax) short = short.slice(0, -1)
  return short.toWellFormed()
}
