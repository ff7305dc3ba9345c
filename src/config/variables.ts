import { isIP } from 'node:net'
import { isHostName } from '../platform/text/host-name.ts'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'

/** A text, or the default. */
export function text(env: Env, name: VariableName, fallback: string): string {
  return env.get(name) ?? fallback
}

/**
 * True only for `true` in any case, as in the reference (ingestion.md O-68); another word is an
 * error.
 */
export function flag(env: Env, name: VariableName, fallback: boolean): boolean {
  const value = env.get(name)?.trim().toLowerCase()
  if (value === undefined) return fallback
  if (value === 'true') return true
  if (value === 'false') return false
  throw new ConfigError(name, `expected true or false, got "${value}"`)
}

/** A whole number between `min` and `max`, both allowed. */
export function integer(
  env: Env,
  name: VariableName,
  fallback: number,
  { min, max }: { min: number; max: number },
): number {
  const value = env.get(name)
  if (value === undefined) return fallback
  const number = Number(value)
  if (!/^\s*[+-]?\d+\s*$/.test(value) || number < min || number > max) {
    throw new ConfigError(name, `expected a whole number from ${min} to ${max}, got "${value}"`)
  }
  return number
}

/** The name of a host, or its address: a stray quote or a port would show only when it is used. */
export function host(env: Env, name: VariableName, fallback: string): string {
  const value = text(env, name, fallback)
  // numbers that are no address, such as 127.0.0.256, are no name either
  if (isIP(value) !== 0 || (isHostName(value) && URL.canParse(`http://${value}`))) return value
  throw new ConfigError(name, `expected the name of a host, or its IP address, got "${value}"`)
}

/** A TCP port; 0 lets the system choose one. */
export function port(env: Env, name: VariableName, fallback: number): number {
  return integer(env, name, fallback, { min: 0, max: 65_535 })
}

/** The port of the first variable that is given. */
export function firstPort(env: Env, names: readonly VariableName[], fallback: number): number {
  const name = names.find((each) => env.has(each))
  return name === undefined ? fallback : port(env, name, fallback)
}

/** One of a few words. */
export function oneOf<Word extends string>(
  env: Env,
  name: VariableName,
  words: readonly Word[],
  fallback: Word,
): Word {
  const value = env.get(name)
  if (value === undefined) return fallback
  const word = words.find((known) => known === value)
  if (word === undefined) {
    throw new ConfigError(name, `expected one of ${words.join(', ')}, got "${value}"`)
  }
  return word
}

/** A JSON list of texts, as the reference's list variables are written (api-misc.md 1.18). */
export function jsonList(
  env: Env,
  name: VariableName,
  fallback: readonly string[],
): readonly string[] {
  const value = env.get(name)
  if (value === undefined) return fallback
  let list: unknown
  try {
    list = JSON.parse(value)
  } catch {
    list = undefined
  }
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) {
    throw new ConfigError(name, `expected a JSON list of texts such as ["a","b"], got "${value}"`)
  }
  return list
}

/** A regular expression. */
export function pattern(env: Env, name: VariableName, fallback: RegExp): RegExp {
  const value = env.get(name)
  if (value === undefined) return fallback
  try {
    return new RegExp(value, 'u')
  } catch (error) {
    throw new ConfigError(name, error instanceof Error ? error.message : String(error))
  }
}
