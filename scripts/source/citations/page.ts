import type { SourceFile } from './problem.ts'

/** What a Markdown page has that can be cited. */
export type Page = {
  path: string
  /** Numbers of sections, `6.3`, and of the items of numbered lists in them, `6.3.2`. */
  sections: ReadonlySet<string>
  /** Codes of oddities: what a table row begins with, such as `T1`. */
  oddities: ReadonlySet<string>
  /** Where links may lead within the page, as GitHub names headings. */
  anchors: ReadonlySet<string>
}

const heading = /^#{1,6} (?:(\d+(?:\.\d+)*)\.? )?/
const listItem = /^(\d+)\. /
const oddity = /^\| (O-?F?\d+|[A-Z]\d{1,2}) \|/

/** Reads what can be cited; fenced code is passed over. */
export function readPage({ path, text }: SourceFile): Page {
  const sections = new Set<string>()
  const oddities = new Set<string>()
  const headings: string[] = []
  let section: string | undefined
  for (const line of proseLines(text)) {
    const title = heading.exec(line)
    if (title !== null) {
      headings.push(line.replace(/^#+ /, ''))
      section = title[1]
      if (section !== undefined) sections.add(section)
    }
    const item = listItem.exec(line)?.[1]
    if (item !== undefined && section !== undefined) sections.add(`${section}.${item}`)
    const code = oddity.exec(line)?.[1]
    if (code !== undefined) oddities.add(code)
  }
  return { path, sections, oddities, anchors: anchorsOf(headings) }
}

/** The lines outside fenced code. */
function proseLines(text: string): string[] {
  let fenced = false
  return text.split('\n').filter((line) => {
    const isFence = line.trimStart().startsWith('```')
    if (isFence) fenced = !fenced
    return !fenced && !isFence
  })
}

/** Lower case, without punctuation, blanks as hyphens; what comes again gets a number. */
function anchorsOf(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>()
  for (const text of headings) {
    const name = text
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
      .replaceAll(' ', '-')
    let anchor = name
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${name}-${again}`
    anchors.add(anchor)
  }
  return anchors
}
