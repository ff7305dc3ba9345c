import { parse } from 'yaml'
import { errorMessage } from '../../platform/error-message.ts'

/** A trees file that cannot be used, and why, in words for the operator who wrote it. */
export class TreesFileError extends Error {
  override readonly name = 'TreesFileError'
  readonly code = 'invalid_trees_file'
}

/**
 * Reads the text of a trees file: a map `trees` of tree name → `{ url }`, or → the URL itself
 * (ingestion.md 2.9). An empty file is an empty map.
 *
 * @returns git repository URL → tree name; of two names with one URL the later wins
 * @throws {TreesFileError} when the text is not YAML or has another shape
 */
export function parseTreesFile(text: string): Map<string, string> {
  const content = parseYaml(text)
  if (content === null || content === '') return new Map()
  const trees: unknown = content instanceof Map ? content.get('trees') : undefined
  if (trees === undefined) throw new TreesFileError('the top key `trees` is missing')
  if (trees === '') return new Map()
  if (!(trees instanceof Map)) throw new TreesFileError('`trees` must be a map of tree names')
  return new Map([...trees].map(([name, entry]) => urlAndName(name, entry)))
}

/** With the failsafe schema, which leaves a tree called `6.10` or `on` a text. */
function parseYaml(text: string): unknown {
  try {
    return parse(text, { schema: 'failsafe', mapAsMap: true })
  } catch (error) {
    throw new TreesFileError(`not valid YAML: ${errorMessage(error)}`, { cause: error })
  }
}

function urlAndName(name: unknown, entry: unknown): [string, string] {
  if (typeof name !== 'string' || name === '') {
    throw new TreesFileError('a key in `trees` is not the name of a tree')
  }
  const url: unknown = entry instanceof Map ? entry.get('url') : entry
  if (typeof url !== 'string' || url === '') {
    throw new TreesFileError(`the tree \`${name}\` has no \`url\``)
  }
  return [url, name]
}
