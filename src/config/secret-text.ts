import { readFileSync } from 'node:fs'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'

/** A secret that a variable holds, or a file that another one names; undefined without either. */
export function secretText(
  env: Env,
  variable: VariableName,
  fileVariable: VariableName,
): string | undefined {
  const file = env.get(fileVariable)
  if (file === undefined) return env.get(variable)
  if (env.has(variable)) {
    throw new ConfigError(fileVariable, `give either this or ${variable}, not both`)
  }
  return fileText(file, fileVariable).trim()
}

/** What a file holds that a variable names. */
export function fileText(file: string, variable: string, what = ''): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError(variable, what + (error instanceof Error ? error.message : String(error)))
  }
}
