import { type BareOddity, type Citation, findCitations } from './find-citations.ts'
import type { Library } from './library.ts'
import { type Problem, problemAt, type SourceFile } from './problem.ts'

/**
 * Citations of a file that lead nowhere or do not say where: unknown pages, headings, sections and
 * oddities, oddities without their chapter, and names of pages without `.md`.
 */
export function checkCitations(file: SourceFile, library: Library): Problem[] {
  const { citations, bareOddities } = findCitations(file.text)
  return [
    ...citations.flatMap((citation) => checkCitation(file, library, citation)),
    ...bareOddities.flatMap((oddity) => checkBareOddity(file, library, oddity)),
    ...checkShortNames(file, library),
    ...checkOwnSections(file, library),
  ]
}

function checkCitation(file: SourceFile, library: Library, citation: Citation): Problem[] {
  const { page: name, offset, anchor, items } = citation
  const page = library.named(name, file)
  if (page === undefined) return [problemAt(file, offset, `there is no page ${name}`)]
  if (anchor !== undefined && !page.anchors.has(anchor)) {
    return [problemAt(file, offset, `${page.path} has no heading #${anchor}`)]
  }
  return items
    .filter(({ item, kind }) => !(kind === 'section' ? page.sections : page.oddities).has(item))
    .map((missing) =>
      problemAt(file, missing.offset, `${page.path} has no ${missing.kind} ${missing.item}`),
    )
}

function checkBareOddity(
  file: SourceFile,
  library: Library,
  { code, offset }: BareOddity,
): Problem[] {
  const home = library.home(file)
  if (home === undefined) return [problemAt(file, offset, `${code} of which chapter?`)]
  if (home.oddities.has(code)) return []
  return [problemAt(file, offset, `${home.path} has no oddity ${code}`)]
}

function checkShortNames(file: SourceFile, library: Library): Problem[] {
  return [...file.text.matchAll(library.shortNames)].map(({ 1: name = '', index }) =>
    problemAt(file, index, `write ${name}.md`),
  )
}

const ownSection = /(?:§|\bsections? )(\d+(?:\.\d+)*)/g

/** `§6.3` and `section 6.3` are sections of the page itself, where it has numbered ones. */
function checkOwnSections(file: SourceFile, library: Library): Problem[] {
  const page = library.at(file.path)
  if (page === undefined || page.sections.size === 0) return []
  return [...file.text.matchAll(ownSection)].flatMap(({ 1: number = '', index }) =>
    page.sections.has(number) ? [] : [problemAt(file, index, `there is no section ${number} here`)],
  )
}
