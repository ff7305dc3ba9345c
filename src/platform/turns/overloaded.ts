/** There is more to do than can be done in time: the same may well succeed a little later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
  /** When to come back, in whole seconds. */
  readonly retryAfterSeconds: number

  constructor(waitMs: number) {
    super(`the queue is ${Math.round(waitMs)} ms long`)
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
  }
}
