import { ApiError } from './api-error.ts'

/**
 * What is wrong with one parameter, in the form that clients of the existing API know
 * (trees.md 1.1). The order of the members is theirs as well.
 */
export type ParameterProblem = {
  type: string
  loc: (string | number)[]
  msg: string
  /** The rejected value as it was sent. */
  input: unknown
  ctx?: Record<string, unknown>
}

/** A request whose parameters cannot be used; names each of them. */
export class InvalidParameters extends ApiError {
  readonly problems: readonly ParameterProblem[]

  constructor(problems: readonly ParameterProblem[]) {
    super('invalid_parameter', { message: JSON.stringify(problems.map(withAddress)) })
    this.problems = problems
  }
}

/** Each record ends in an address that explains its type; the version in it is part of the contract. */
function withAddress(problem: ParameterProblem): ParameterProblem & { url: string } {
  return { ...problem, url: `https://errors.pydantic.dev/2.13/v/${problem.type}` }
}
