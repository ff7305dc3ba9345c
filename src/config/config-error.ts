/** A setting that cannot be used; the message is one line that names the variable, or a place in a file. */
export class ConfigError extends Error {
  readonly code = 'config_invalid'
  readonly variable: string
  readonly problem: string

  constructor(variable: string, problem: string) {
    super(`${variable}: ${problem}`)
    this.variable = variable
    this.problem = problem
  }
}
