import { isJsonObject } from '../../platform/json/json-object.ts'
import { unknownLabel } from '../../domain/unknown.ts'

/**
 * A stored `misc` as builds show it: with `platform`, `Unknown` when it has none; null for anything
 * that is no object (trees.md 4.5, O12). A spread keeps names such as `__proto__` as they are.
 */
export function shownMisc(misc: unknown): object | null {
  return isJsonObject(misc) ? { platform: unknownLabel, ...misc } : null
}

/** A stored `misc` as it is; null for anything that is no object (hardware.md 3.7). */
export function plainMisc(misc: unknown): object | null {
  return isJsonObject(misc) ? misc : null
}

/**
 * A stored `environment_misc` as boots and tests show it. `platform` is always a text (trees.md 4.5,
 * O12), whatever else is stored.
 */
export function shownEnvironment(
  environment: unknown,
  platform: string | null,
): { platform: string; [name: string]: unknown } {
  return {
    ...(isJsonObject(environment) ? environment : {}),
    platform: platform ?? unknownLabel,
  }
}
