/** Everything that can go wrong with a fetch; docs/metrics.md says what each means to an operator. */
export const fetchProblems = [
  'invalid_url',
  'host_not_allowed',
  'address_not_public',
  'name_not_found',
  'unreachable',
  'timed_out',
  'too_many_redirects',
  'unreadable',
  'too_large',
  'too_many_fetches',
  'cancelled',
] as const
export type FetchProblem = (typeof fetchProblems)[number]

/**
 * A fetch that did not work. The message is for people and names no address: those of webhooks are
 * secrets.
 */
export class FetchError extends Error {
  override readonly name = 'FetchError'
  readonly problem: FetchProblem

  constructor(problem: FetchProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}
