import { Parser } from 'htmlparser2'
import { LogListingUnreadable } from './log-listing-unreadable.ts'

/** One line of a listing, as it stands there. */
export type ListedFile = {
  /** Null when it leads to nothing that can be fetched: a script, an address of another scheme. */
  specific_log_url: string | null
  file_name: string
  file_size: string
  date: string
}

type Cell = { text: string; href: string | null }

/** Tags within tags; nobody writes more, and looking them up takes longer the more there are. */
const maxDepth = 500

const columns = 3

/**
 * Reads the listing of a folder as nginx writes it (api-misc.md 9): the rows of the first body of the first
 * table with the id `list`, without the way upwards.
 *
 * @param page where it lies; links in it are kept as they are written
 * @throws LogListingUnreadable
 */
export function parseLogListing(html: string, page: URL): ListedFile[] {
  const table = new ListTable()
  const parser = new Parser(table, { decodeEntities: true })
  parser.write(html)
  parser.end()
  return table.rows
    .map(([name, size, date, ...others]) => {
      if (name === undefined || size === undefined || date === undefined || others.length > 0) {
        throw new LogListingUnreadable('log_listing_columns')
      }
      return { name, size, date }
    })
    .filter(({ name }) => !/^parent directory/i.test(name.text.trim()))
    .map(({ name, size, date }) => {
      if (name.href === null) throw new LogListingUnreadable('log_listing_link')
      return {
        specific_log_url: leadsToFile(name.href, page) ? name.href : null,
        file_name: name.text.trim(),
        file_size: size.text.trim(),
        date: date.text.trim(),
      }
    })
}

function leadsToFile(href: string, page: URL): boolean {
  const protocol = URL.parse(href, page.href)?.protocol
  return protocol === 'https:' || protocol === 'http:'
}

/** Gathers the cells of the table while the page is read; takes time and memory by its size alone. */
class ListTable {
  readonly #rows: Cell[][] = []
  #depth = 0
  #tableDepth: number | null = null
  #bodyDepth: number | null = null
  #state: 'before' | 'table' | 'body' | 'over' = 'before'
  #cell: Cell | null = null

  /** @throws LogListingUnreadable when there was no such table, or nothing in it */
  get rows(): Cell[][] {
    if (this.#tableDepth === null) throw new LogListingUnreadable('log_listing_table')
    if (this.#bodyDepth === null) throw new LogListingUnreadable('log_listing_body')
    return this.#rows
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    this.#depth += 1
    if (this.#depth > maxDepth) throw new LogListingUnreadable('log_listing_table')
    if (this.#state === 'before' && name === 'table' && attributes['id'] === 'list') {
      this.#state = 'table'
      this.#tableDepth = this.#depth
    } else if (this.#state === 'table' && name === 'tbody') {
      this.#state = 'body'
      this.#bodyDepth = this.#depth
    } else if (this.#state === 'body') {
      this.#openWithinBody(name, attributes)
    }
  }

  ontext(text: string): void {
    if (this.#cell !== null) this.#cell.text += text
  }

  onclosetag(name: string): void {
    if (this.#depth === this.#bodyDepth || this.#depth === this.#tableDepth) this.#state = 'over'
    if (name === 'td' || this.#state === 'over') this.#cell = null
    this.#depth -= 1
  }

  #openWithinBody(name: string, { href }: Record<string, string>): void {
    const row = this.#rows.at(-1)
    if (name === 'tr') {
      this.#rows.push([])
    } else if (name === 'td' && row !== undefined) {
      this.#cell = { text: '', href: null }
      // more are not needed to see that there are too many
      if (row.length <= columns) row.push(this.#cell)
    } else if (name === 'a' && this.#cell !== null) {
      this.#cell.href ??= href ?? null
    }
  }
}
