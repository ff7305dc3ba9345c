import { isUtf8 } from 'node:buffer'
import { isAlias, LineCounter, parseDocument, type Node } from 'yaml'
import { faultInLine } from './trees-file-error.ts'

/** The content of a YAML file. */
export type YamlContent = {
  /** Null in a file that holds nothing, or comments alone. */
  content: Node | null
  /** In which line of the file a piece of it begins. */
  lineOf: (node: Node) => number
  /** What a piece of it stands for: itself, or what an alias (`*name`) repeats. */
  meaningOf: (node: unknown) => unknown
}

const newline = 0x0a

/**
 * Reads YAML whose values are all texts, so that a tree called `6.10` or `on` keeps its name (the
 * failsafe schema).
 *
 * @throws TreesFileError with the line, when the bytes are not UTF-8 or not YAML
 */
export function readYaml(bytes: Buffer): YamlContent {
  if (!isUtf8(bytes)) throw faultInLine(firstLineNotUtf8(bytes), 'it is not UTF-8')
  const lineCounter = new LineCounter()
  const lineAt = (offset: number) => lineCounter.linePos(offset).line
  const document = parseDocument(bytes.toString(), {
    schema: 'failsafe',
    lineCounter,
    prettyErrors: false,
  })
  const [error] = document.errors
  if (error !== undefined) {
    const problem = error.code === 'MULTIPLE_DOCS' ? 'a second document begins' : error.message
    throw faultInLine(lineAt(error.pos[0]), `not valid YAML: ${problem}`, error)
  }
  return {
    content: document.contents,
    lineOf: (node) => lineAt(node.range?.[0] ?? 0),
    meaningOf: (node) => (isAlias(node) ? node.resolve(document) : node),
  }
}

/** No line break is part of another character in UTF-8, so each line stands for itself. */
function firstLineNotUtf8(bytes: Buffer): number {
  for (let [line, start] = [1, 0]; ; line += 1) {
    const end = bytes.indexOf(newline, start)
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
}
