/** A setting that cannot be used; the message is one line that names the variable. */
export class ConfigError extends Error {
  readonly code = 'config_invalid'
  readonly variable: string

  constructor(variable: string, problem: string) {
    super(`${variable}: ${problem}`)
    this.variable = variable
  }
}
