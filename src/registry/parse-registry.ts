import { isUtf8 } from 'node:buffer'
import { parse } from 'yaml'
import { z } from 'zod'
import { errorMessage } from '../platform/errors/error-message.ts'
import { type Entities, type Section, sectionNames, sections } from './entities.ts'
import { RegistryError } from './registry-error.ts'

const index = z.object({ registries: z.array(z.string().min(1)).min(1).max(1_000) })

/**
 * The files that an index names.
 *
 * @throws RegistryError
 */
export function parseIndex(name: string, bytes: Buffer): string[] {
  const { success, data } = index.safeParse(parseYaml(name, bytes))
  if (success) return data.registries
  throw new RegistryError(`${name}: expected \`registries\`, a list of file names`)
}

/**
 * Parses one registry file. Optional members may be missing, and members that nobody stores are ignored. An entity
 * that cannot be stored is left out, and `leftOut` says which and why (ingestion.md O-62).
 *
 * @throws RegistryError when it is no registry at all
 */
export function parseRegistry(
  name: string,
  bytes: Buffer,
): { entities: Entities; leftOut: string[] } {
  const content = parseYaml(name, bytes)
  if (!isMapping(content)) throw new RegistryError(`${name}: expected a mapping of sections`)
  if (!sectionNames.some((section) => Object.hasOwn(content, section))) {
    const hint = Object.hasOwn(content, 'registries') ? '; it is an index of them' : ''
    throw new RegistryError(
      `${name}: expected a registry, with any of ${sectionNames.join(', ')}${hint}`,
    )
  }
  const entities = noEntities()
  const leftOut: string[] = []
  for (const section of sectionNames) {
    const given = content[section] ?? {}
    if (!isMapping(given)) throw new RegistryError(`${name}: ${section} is no mapping`)
    for (const [key, value] of Object.entries(given)) {
      const problem = addEntity(entities, section, value)
      if (problem !== undefined) leftOut.push(`${name}: ${section}.${key}: ${problem}`)
    }
  }
  return { entities, leftOut }
}

/** Sections without entities, to be filled. */
export function noEntities(): Entities {
  return {
    silicon_vendors: new Map(),
    processors: new Map(),
    platform_vendors: new Map(),
    system_modules: new Map(),
    platforms: new Map(),
  }
}

/** The key in the mapping says nothing; `id` inside the entity counts. */
function addEntity<Name extends Section>(entities: Entities, section: Name, value: unknown) {
  const read = sections[section].safeParse(value)
  if (!read.success) {
    const [fault] = read.error.issues
    return `${fault?.path.join('.') || 'entity'}: ${fault?.message ?? 'cannot be read'}`
  }
  const known: Map<string, unknown> = entities[section]
  known.set(read.data.id, read.data)
  return undefined
}

function parseYaml(name: string, bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new RegistryError(`${name}: it is not UTF-8`)
  try {
    return parse(bytes.toString(), { prettyErrors: true })
  } catch (error) {
    throw new RegistryError(`${name}: not valid YAML: ${errorMessage(error).split('\n')[0]}`)
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
