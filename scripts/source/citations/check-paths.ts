import { basename } from 'node:path'
import { commentsOf } from './comments.ts'
import { type Problem, problemAt, type SourceFile } from './problem.ts'

const namedPath =
  /(?<![\w./@^-])(?:src|scripts|docs|requests|migrations-app|migrations-cache|bin|\.ci)\/[\w./*{},-]*/g
const namedFile = /`([\w-]+(?:\.[\w-]+)*\.ts)`/g
/** `x.test.ts` stands for any file. */
const placeholder = /^x\./

/** What is there, as the check of paths asks for it. */
export type Places = {
  exists: (path: string) => boolean
  /** Whether any file matches a pattern with `*` or `{a,b}`. */
  matches: (pattern: string) => boolean
  /** Names of all files, without their folders. */
  fileNames: ReadonlySet<string>
}

/** The names of files without their folders. */
export function fileNamesOf(files: readonly SourceFile[]): Set<string> {
  return new Set(files.map(({ path }) => basename(path)))
}

/** Paths and names of files that a document or a comment names and that are not there. */
export function checkPaths(file: SourceFile, places: Places): Problem[] {
  const { text } = commentsOf(file)
  return [
    ...[...text.matchAll(namedPath)].flatMap(({ 0: named, index }) => {
      const path = named.replace(/[.,]+$/, '')
      const isThere = /[*{]/.test(path) ? places.matches(path) : places.exists(path)
      return isThere ? [] : [problemAt(file, index, `${path} is not there`)]
    }),
    ...[...text.matchAll(namedFile)].flatMap(({ 1: name = '', index }) =>
      placeholder.test(name) || places.fileNames.has(name)
        ? []
        : [problemAt(file, index, `no file is called ${name}`)],
    ),
  ]
}
