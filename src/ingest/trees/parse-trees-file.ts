import { isMap, isNode, isScalar, parse, type Pair } from 'yaml'
import { isOneLine } from '../../platform/text/one-line.ts'
import { readYaml, type YamlContent } from './read-yaml.ts'
import { faultInLine, TreesFileError } from './trees-file-error.ts'

type Tree = { name: string; url: string; line: number }

const noTrees = '`trees: {}` says that there are none'

/**
 * Reads the bytes of a trees file: a map `trees` of tree name → `{ url }`, or → the URL itself
 * (ingestion.md 2.9). A file that holds nothing is no map without trees: most likely somebody is about
 * to write it.
 *
 * @returns git repository URL → tree name
 * @throws TreesFileError with the line, when it has another form or gives one URL two names
 */
export function parseTreesFile(bytes: Buffer): Map<string, string> {
  const yaml = readYaml(bytes)
  const trees = new Map<string, Tree>()
  for (const entry of entriesOf(yaml)) {
    const tree = treeOf(entry, yaml)
    const other = trees.get(tree.url)
    if (other !== undefined) {
      const twin = `\`${other.name}\` in line ${other.line}`
      throw faultInLine(tree.line, `the tree \`${tree.name}\` has the same url as ${twin}`)
    }
    trees.set(tree.url, tree)
  }
  return new Map(Array.from(trees.values(), ({ url, name }) => [url, name]))
}

function entriesOf({ content, lineOf, meaningOf }: YamlContent): readonly Pair[] {
  if (content === null) throw new TreesFileError(`it is empty; ${noTrees}`)
  const trees = isMap(content) ? meaningOf(content.get('trees', true)) : undefined
  if (isMap(trees)) return trees.items
  const line = lineOf(isNode(trees) ? trees : content)
  if (trees === undefined) throw faultInLine(line, 'the top key `trees` is missing')
  const isEmpty = isScalar(trees) && trees.value === ''
  throw faultInLine(
    line,
    `\`trees\` ${isEmpty ? `is empty; ${noTrees}` : 'must be a map of names'}`,
  )
}

function treeOf({ key, value }: Pair, { lineOf, meaningOf }: YamlContent): Tree {
  const line = isNode(key) ? lineOf(key) : 1
  const name = textOf(meaningOf(key))
  if (name === undefined || name === '') {
    throw faultInLine(line, 'a key in `trees` is not the name of a tree')
  }
  // no text in PostgreSQL holds U+0000: every document of the tree would be refused
  if (!isOneLine(name)) throw faultInLine(line, 'the name of a tree holds a control character')
  const entry = meaningOf(value)
  const given = isMap(entry) ? meaningOf(entry.get('url', true)) : entry
  const url = textOf(given)
  if (url === '' || given === undefined)
    throw faultInLine(line, `the tree \`${name}\` has no \`url\``)
  if (url === undefined || !isTextByItself(given)) {
    throw faultInLine(line, `the \`url\` of the tree \`${name}\` is no text`)
  }
  return { name, url, line }
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

/** A number, `true` or `null` without quotes is a text to the failsafe schema alone. */
function isTextByItself(node: unknown): boolean {
  if (!isScalar(node) || node.type !== 'PLAIN') return true
  return typeof parse(node.source ?? '') === 'string'
}
