import { posix } from 'node:path'
import { type Page, readPage } from './page.ts'
import type { SourceFile } from './problem.ts'

/** The chapter whose oddities are meant by chapters that have none of their own. */
const sharedOddities = 'docs/reference/ingestion.md'

/** All Markdown pages of the repository, by the names that citations use. */
export class Library {
  readonly #pages: ReadonlyMap<string, Page>

  /** Finds a numbered page that is cited without `.md`; the name is the first group. */
  readonly shortNames: RegExp

  constructor(files: readonly SourceFile[]) {
    const pages = files.filter(({ path }) => path.endsWith('.md')).map(readPage)
    this.#pages = new Map(pages.map((page) => [page.path, page]))
    const numbered = pages.filter(({ sections }) => sections.size > 0)
    const names = numbered.map(({ path }) => posix.basename(path, '.md')).join('|')
    this.shortNames = new RegExp(`(?<![\\w./-])(${names}) (?=O-?F?\\d|\\d[\\d.]*[),;:])`, 'g')
  }

  /** The page with this path. */
  at(path: string): Page | undefined {
    return this.#pages.get(path)
  }

  /**
   * The page that a file means by a name: one beside a page that names it, one with this path, one of
   * `docs/`, or a chapter of `docs/reference/`, in this order. So `operations.md` is `docs/operations.md`
   * to code, and `reference/operations.md` is the chapter of that name.
   */
  named(name: string, from: SourceFile): Page | undefined {
    const places = ['', 'docs', 'docs/reference']
    if (this.#pages.has(from.path)) places.unshift(posix.dirname(from.path))
    for (const place of places) {
      const page = this.#pages.get(posix.join(place, name))
      if (page !== undefined) return page
    }
    return undefined
  }

  /** The chapter whose oddities a file may name by their code alone; none for code. */
  home(file: SourceFile): Page | undefined {
    if (!file.path.startsWith('docs/reference/')) return undefined
    const own = this.#pages.get(file.path)
    return own !== undefined && own.oddities.size > 0 ? own : this.#pages.get(sharedOddities)
  }
}
