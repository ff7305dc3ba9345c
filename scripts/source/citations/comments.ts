import type { SourceFile } from './problem.ts'

/**
 * A program with everything but its lines of comment blanked, so that offsets stay: what its strings hold
 * may be a path of another program. Other files as they are.
 */
export function commentsOf(file: SourceFile): SourceFile {
  if (!/\.[cm]?[jt]s$/.test(file.path)) return file
  const text = file.text.replaceAll(/^(?![ \t]*(?:\/\*|\*|\/\/)).*$/gm, (line) =>
    ' '.repeat(line.length),
  )
  return { path: file.path, text }
}
