import { ApiError } from './api-error.ts'

/**
 * What is wrong with one parameter, in the form that clients of the existing API know
 * (trees.md 1.1). The order of the members is theirs as well.
 */
export type ParameterProblem = {
  type: string
  loc: (string | number)[]
  msg: string
  /** The rejected value as it was sent; of a long one the answer shows the beginning. */
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

/** How much of the JSON of a value is shown, in characters: enough for any parameter of an address. */
const mostShown = 10_000

/** A member that is missing is shown by all that it is missing from: three such problems made 15 MB of a body of 2.6 MB. */
function shown(input: unknown): unknown {
  const text = JSON.stringify(input) as string | undefined
  return text === undefined || text.length <= mostShown ? input : `${text.slice(0, mostShown)}…`
}

/** Each record ends in an address that explains its type; the version in it is part of the contract. */
function withAddress(problem: ParameterProblem): ParameterProblem & { url: string } {
  return {
    ...problem,
    input: shown(problem.input),
    url: `https://errors.pydantic.dev/2.13/v/${problem.type}`,
  }
}
