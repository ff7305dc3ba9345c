import { holdsNul } from './faults/storage-fault.ts'
import { isJsonObject, type JsonObject } from '../../platform/json/json-object.ts'

/**
 * Gives every build a `misc.lab` and every test a `misc.runtime`, in place (ingestion.md 2.11): an
 * automatic name moves to `misc.automatic_lab`; a lab that is missing, empty or not a text
 * (ingestion.md O-13) becomes the origin of the item.
 *
 * @param automaticLab without the flags `g` and `y`, which would make it remember the last name
 */
export function standardiseLabs(
  builds: readonly JsonObject[],
  tests: readonly JsonObject[],
  automaticLab: RegExp,
): void {
  for (const build of builds) standardiseLab(build, 'lab', automaticLab)
  for (const test of tests) standardiseLab(test, 'runtime', automaticLab)
}

function standardiseLab(item: JsonObject, name: 'lab' | 'runtime', automaticLab: RegExp): void {
  const misc = miscOf(item)
  const lab = misc[name]
  const isText = typeof lab === 'string' && lab !== ''
  // a lab with U+0000 will be refused: it stays where the refusal can point to it
  if (isText && (holdsNul(lab) || !automaticLab.test(lab))) return
  if (isText) misc['automatic_lab'] = lab
  misc[name] = item['origin']
}

function miscOf(item: JsonObject): JsonObject {
  const misc = item['misc']
  if (isJsonObject(misc)) return misc
  const created: JsonObject = {}
  item['misc'] = created
  return created
}
