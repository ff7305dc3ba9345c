/** The host of a log answered with something else than the log. */
export class LogRefused extends Error {
  override readonly name = 'LogRefused'
  readonly status: number

  constructor(status: number) {
    super(`the host answered with status ${status}`)
    this.status = status
  }
}
