import { lstatSync } from 'node:fs'
import { join } from 'node:path'

/** File systems allow 255 bytes; the name of a reason is longer than the name of its file. */
const stemBytesMax = 220

/** Paths that a move is on its way to: no other move of this process may take them meanwhile. */
const promisedPaths = new Set<string>()

/**
 * The name itself or, when a file of that name is there or on its way, `name.1.json`, `name.2.json`,
 * … It is nobody else's until it is disposed of.
 *
 * @param isFit what else has to be true of the name
 */
export function takeName(
  folder: string,
  name: string,
  isFit: (name: string) => boolean = () => true,
): Disposable & { name: string } {
  const stem = shortened(name.slice(0, -'.json'.length))
  for (let number = 0; ; number += 1) {
    const candidate = `${stem}${number === 0 ? '' : `.${number}`}.json`
    const path = join(folder, candidate)
    if (promisedPaths.has(path)) continue
    promisedPaths.add(path)
    using promise = new DisposableStack()
    promise.defer(() => promisedPaths.delete(path))
    if (isThere(path) || !isFit(candidate)) continue
    const kept = promise.move()
    return { name: candidate, [Symbol.dispose]: () => kept.dispose() }
  }
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
