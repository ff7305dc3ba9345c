/** SQLSTATE, code of the system, or code of our own; undefined for an error without one. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Whether the file system says that there is no such file. */
export function isMissingFile(error: unknown): boolean {
  return errorCode(error) === 'ENOENT'
}

/** Whether the operating system refused something, a file for instance. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
