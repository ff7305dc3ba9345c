import { masked, withoutPassword } from '../platform/postgres-address/without-password.ts'
import { knownVariables } from './known/known-variables.ts'
import type { Variable } from './known/variable.ts'
import { type Settings, sourceText } from './settings.ts'

/** A variable with the value that counts. */
export type SettingInForce = {
  name: string
  /** Null when it is not given and has no default; secrets are masked. */
  value: string | null
  /** `environment`, `.env:12`, `.env.local:3`, or `default`. */
  source: string
  meaning: string
}

/** Every variable that the program reads, with its value and where that comes from. */
export function settingsInForce({ env, sources }: Settings): SettingInForce[] {
  // widened: what is known is listed, so every name of the list may be asked for
  const given: Pick<ReadonlyMap<string, string>, 'get'> = env
  return knownVariables.map((variable) => {
    const { name, meaning, fallback = null } = variable
    const value = given.get(name)
    const source = sources.get(name)
    if (value === undefined || source === undefined) {
      return { name, value: fallback, source: 'default', meaning }
    }
    return { name, value: shown(variable, value), source: sourceText(source), meaning }
  })
}

function shown({ name, secret }: Variable, value: string): string {
  if (name === 'DATABASE_URL') return withoutPassword(value)
  if (secret) return value === '' ? value : masked
  // who may read an address may need a password, wherever it is asked for, or a token in its query
  return value
    .replaceAll(/(?<=:\/\/)[^/?#\s]+(?=@)/g, masked)
    .replaceAll(/(?<=https?:\/\/\S*[?&][^=&#\s]*=)[^&#\s]+/g, masked)
}
