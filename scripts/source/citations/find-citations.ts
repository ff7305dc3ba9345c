/** A page that is named, and what is named of it: a heading by its anchor, sections and oddities. */
export type Citation = {
  page: string
  offset: number
  anchor: string | undefined
  items: { item: string; kind: 'section' | 'oddity'; offset: number }[]
}

/** An oddity that is named without its chapter. */
export type BareOddity = { code: string; offset: number }

export type Citations = { citations: Citation[]; bareOddities: BareOddity[] }

/** A page in a link, or in running text, there perhaps with a heading. */
const pageName =
  /\]\(([\w./-]+\.md)\)|(?<![\w./-])((?:[\w-]+\/)*[\w-]+\.md)(?:#([\w-]+))?(?![\w-])/g
const separator = /\s*(?:,|…|–)\s*|\s+(?:and|or|to)\s+|\s+/y
const oddityCode = /O-?F?\d+(?!\w)|[FTIDR]\d{1,2}(?!\w)/y
const sectionNumber = /(\d+(?:\.\d+)*)(?![\w%])(?:,?\s+steps?\s+(\d+)(?:\s+(?:to|and)\s+\d+)?)?/y
const bareOddity = /(?<![\w.-])O-?F?\d+(?!\w)/g

/**
 * Finds what a text cites, in the grammar of docs/contributing.md: a page, then its sections
 * (`6.3`, `6.3 step 2`) and oddities, separated by commas, `and`, `or`, `to`, `…` or `–`. A citation may
 * run over the line ends of a comment.
 */
export function findCitations(text: string): Citations {
  const running = withoutLineEnds(text)
  const citations: Citation[] = []
  const taken = new Set<number>()
  for (const match of running.matchAll(pageName)) {
    const page = match[1] ?? match[2]
    if (page === undefined) continue
    const items = itemsAfter(running, match.index + match[0].length)
    for (const { offset } of items) taken.add(offset)
    const offset = match.index + match[0].indexOf(page)
    citations.push({ page, offset, anchor: match[3], items })
  }
  const bareOddities = [...running.matchAll(bareOddity)]
    .filter(({ index }) => !taken.has(index))
    .map(({ 0: code, index }) => ({ code, offset: index }))
  return { citations, bareOddities }
}

/** Line ends and the marks that begin lines of comments as blanks, so that offsets stay. */
function withoutLineEnds(text: string): string {
  return text.replaceAll(/\n[ \t]*(?:\*(?!\/)|\/\/|#)?[ \t]*/g, (gap) => ' '.repeat(gap.length))
}

function itemsAfter(text: string, start: number): Citation['items'] {
  const items: Citation['items'] = []
  let end = start
  for (;;) {
    const gap = matchAt(separator, text, end)
    if (gap === null || (items.length === 0) !== (gap[0].trim() === '')) return items
    const offset = end + gap[0].length
    const code = matchAt(oddityCode, text, offset)
    const section = matchAt(sectionNumber, text, offset)
    if (code !== null) items.push({ item: code[0], kind: 'oddity', offset })
    else if (section !== null) items.push({ item: sectionOf(section), kind: 'section', offset })
    else return items
    end = offset + (code ?? section ?? [''])[0].length
  }
}

function sectionOf([, number = '', step]: RegExpExecArray): string {
  return step === undefined ? number : `${number}.${step}`
}

function matchAt(sticky: RegExp, text: string, offset: number): RegExpExecArray | null {
  sticky.lastIndex = offset
  return sticky.exec(text)
}
