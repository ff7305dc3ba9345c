/** A trees file that cannot be used, and why, in words for the operator who wrote it. */
export class TreesFileError extends Error {
  override readonly name = 'TreesFileError'
  readonly code = 'invalid_trees_file'
}

/** What is wrong at one place of the file; lines are counted from 1. */
export function faultInLine(line: number, problem: string, cause?: unknown): TreesFileError {
  return new TreesFileError(`line ${line}: ${problem}`, cause === undefined ? {} : { cause })
}
