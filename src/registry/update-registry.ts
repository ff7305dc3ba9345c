import type { Kysely } from 'kysely'
import type { Database } from '../store/app/schema/database-types.ts'
import { type Entities, references, type Section, sectionNames } from './entities.ts'
import { noEntities, parseIndex, parseRegistry } from './parse-registry.ts'
import { type ReadOptions, registrySource } from './registry-source.ts'

/** What an update did. */
export type RegistryUpdate = {
  /** Entities that were stored, by section. */
  stored: Record<Section, number>
  /** A line for each entity that could not be, with the reason. */
  leftOut: string[]
}

export type UpdateOptions = ReadOptions & {
  /** A file, or an address: of an index, which names registries, or of one registry. */
  place: string
  kind: 'index' | 'registry'
}

/**
 * Brings the hardware registry up to date: all files are read before anything is written, and written in one
 * transaction. An entity replaces the one with its id; nothing is deleted. What names an entity that neither the files
 * nor the database have is left out.
 *
 * @throws RegistryError when a file cannot be used, FetchError when a host has trouble; nothing was written then
 */
export async function updateRegistry(
  db: Kysely<Database>,
  options: UpdateOptions,
): Promise<RegistryUpdate> {
  const { entities, leftOut } = await readAll(options)
  const stored = { ...emptyCounts }
  await db.transaction().execute(async (transaction) => {
    for (const section of sectionNames) {
      leftOut.push(...(await dropDangling(transaction, entities, section)))
      stored[section] = await storeSection(transaction, entities, section)
    }
  })
  return { stored, leftOut }
}

const emptyCounts: Record<Section, number> = {
  silicon_vendors: 0,
  processors: 0,
  platform_vendors: 0,
  system_modules: 0,
  platforms: 0,
}

async function readAll({ place, kind, ...options }: UpdateOptions) {
  const source = registrySource(place, options)
  const first = await source.read()
  const files =
    kind === 'registry'
      ? [{ name: source.name, bytes: first }]
      : await Promise.all(
          parseIndex(source.name, first).map(async (name) => ({
            name,
            bytes: await source.beside(name).read(),
          })),
        )
  const entities = noEntities()
  const leftOut: string[] = []
  for (const { name, bytes } of files) {
    const registry = parseRegistry(name, bytes)
    leftOut.push(...registry.leftOut)
    for (const section of sectionNames) {
      const all: Map<string, unknown> = entities[section]
      for (const [id, entity] of registry.entities[section]) all.set(id, entity)
    }
  }
  return { entities, leftOut }
}

/** Entities whose references lead nowhere are taken out, and named. */
async function dropDangling(
  db: Kysely<Database>,
  entities: Entities,
  section: Section,
): Promise<string[]> {
  const dropped: string[] = []
  for (const [attribute, target] of Object.entries(references[section])) {
    const named = new Map<string, string[]>()
    for (const [id, entity] of entities[section]) {
      const other: unknown = Object.entries(entity).find(([key]) => key === attribute)?.[1]
      if (typeof other === 'string' && !entities[target].has(other)) {
        named.set(other, [...(named.get(other) ?? []), id])
      }
    }
    if (named.size === 0) continue
    const known = await db
      .selectFrom(`hardware_registry_${target}`)
      .select('id')
      .where('id', 'in', [...named.keys()])
      .execute()
    for (const { id } of known) named.delete(id)
    for (const [missing, ids] of named) {
      for (const id of ids) {
        entities[section].delete(id)
        dropped.push(`${section}.${id}: ${attribute}: there is no ${missing} in ${target}`)
      }
    }
  }
  return dropped
}

/** In order of id, so that two updates at once do not wait for each other for ever. */
async function storeSection(
  db: Kysely<Database>,
  entities: Entities,
  section: Section,
): Promise<number> {
  const rows = [...entities[section].values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const row of rows) {
    await db
      .insertInto(`hardware_registry_${section}`)
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
  return rows.length
}
