import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import type { Library } from './library.ts'
import { type Problem, problemAt, type SourceFile } from './problem.ts'

const link = /\]\(([^()\s]+)\)/g
const outside = /^[a-z]+:/i

/**
 * Links of a Markdown page that lead nowhere within the repository: missing files and headings.
 *
 * @param exists whether there is a file or folder with this path
 */
export function checkLinks(
  file: SourceFile,
  library: Library,
  exists: (path: string) => boolean = existsSync,
): Problem[] {
  if (!file.path.endsWith('.md')) return []
  return [...file.text.matchAll(link)].flatMap(({ 1: target = '', index }) => {
    if (outside.test(target)) return []
    const [name = '', anchor] = target.split('#', 2)
    const path = name === '' ? file.path : posix.join(posix.dirname(file.path), name)
    if (!exists(path))
      return [problemAt(file, index, `the link leads to ${path}, which is not there`)]
    const page = library.at(path)
    if (anchor === undefined || page?.anchors.has(anchor) === true) return []
    return [problemAt(file, index, `${path} has no heading #${anchor}`)]
  })
}
