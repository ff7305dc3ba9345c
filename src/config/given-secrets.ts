import type { Env } from './env.ts'
import { knownVariables } from './known/known-variables.ts'

/** Shorter ones would be found in harmless words. */
const lengthMin = 8

/** The values of all secret variables that are given, so that they can be kept out of what others see. */
export function givenSecrets(env: Env): readonly string[] {
  // widened: what is known is listed, so every name of the list may be asked for
  const given: Pick<ReadonlyMap<string, string>, 'get'> = env
  return knownVariables
    .filter(({ secret }) => secret === true)
    .map(({ name }) => given.get(name) ?? '')
    .filter((value) => value.length >= lengthMin)
}
