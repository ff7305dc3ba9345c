import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { stringify } from 'yaml'
import { parseTreesFile } from '../ingest/trees/parse-trees-file.ts'
import { errorCode } from '../platform/errors/error-code.ts'
import type { Database } from '../store/app/schema/database-types.ts'
import { mergeNames, nameTrees, type SubmittedTree, type TreeNames } from './name-trees.ts'

/** The origin whose names count more (reference/operations.md 1.9). */
const firstOrigin = 'maestro'

/** What became of a file of names. */
export type TreeProof = {
  trees: number
  /** Of these, new in the file. */
  added: number
  /** Repositories whose addresses tell no name. */
  nameless: string[]
}

/**
 * Adds to a file of tree names what the stored checkouts say, and puts it in place of the old one in one step. It is a file
 * that `--trees-file` takes.
 *
 * @throws TreesFileError when the file that is there cannot be used; it stays
 */
export async function proveTrees(db: Kysely<Database>, file: string): Promise<TreeProof> {
  const known = await knownNames(file)
  const nameless: string[] = []
  const note = (url: string) => nameless.push(url)
  const [others, ofFirst] = [await submittedTrees(db, false), await submittedTrees(db, true)]
  const merged = mergeNames(known, nameTrees(ofFirst, note), nameTrees(others, note))
  await replaceFile(file, namesText(merged))
  return { trees: merged.size, added: merged.size - known.size, nameless }
}

async function submittedTrees(db: Kysely<Database>, isFirst: boolean): Promise<SubmittedTree[]> {
  return db
    .selectFrom('checkouts')
    .where('origin', isFirst ? '=' : '<>', firstOrigin)
    .where('git_repository_url', 'is not', null)
    .select(['tree_name as name', 'git_repository_url as url'])
    .groupBy(['tree_name', 'git_repository_url'])
    .orderBy(sql`tree_name collate "C"`, (order) => order.asc().nullsLast())
    .orderBy(sql`git_repository_url collate "C"`)
    .$narrowType<{ url: string }>()
    .execute()
}

/** By name; a file that is missing or empty knows none. */
async function knownNames(file: string): Promise<TreeNames> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Map()
    throw error
  }
  if (bytes.toString().trim() === '') return new Map()
  return new Map(Array.from(parseTreesFile(bytes), ([url, name]) => [name, url]))
}

function namesText(names: TreeNames): string {
  const trees = Object.fromEntries(Array.from(names, ([name, url]) => [name, { url }]))
  return stringify({ trees }, { sortMapEntries: true, lineWidth: 0 })
}

async function replaceFile(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeFile(unfinished, text, { flush: true })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
