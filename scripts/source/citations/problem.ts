/** Something that leads nowhere, and where it stands. */
export type Problem = { path: string; line: number; message: string }

/** A file that is looked at; `path` is relative to the repository, with slashes. */
export type SourceFile = { path: string; text: string }

/** The problem of a file at an offset of its text. */
export function problemAt(file: SourceFile, offset: number, message: string): Problem {
  return { path: file.path, line: file.text.slice(0, offset).split('\n').length, message }
}

/** Each problem as `path:line: message`, in the order of files and lines. */
export function describeProblems(problems: readonly Problem[]): string[] {
  return problems
    .toSorted((a, b) => compareTexts(a.path, b.path) || a.line - b.line)
    .map(({ path, line, message }) => `${path}:${line}: ${message}`)
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
