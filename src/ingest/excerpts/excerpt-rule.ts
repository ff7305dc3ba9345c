import { askKnownExcerpts } from '../../store/cache/known-excerpts.ts'
import { excerptUrl } from '../../store/excerpts/excerpt-address.ts'
import { hasExcerpt } from '../../store/excerpts/excerpt-directory.ts'

/** What is done with long log excerpts while a document is prepared. */
export type ExcerptRule = {
  /** An excerpt of more characters (code points) belongs into storage (ingestion.md 2.10, O-12). */
  threshold: number
  /** Where an excerpt lies that storage has already; null for one that it may not have. */
  urlIfKept: (hash: string) => string | null
}

/** An {@link ExcerptRule} in a form that can be sent to a thread. */
export type ExcerptSettings = {
  threshold: number
  /** What the addresses of excerpts begin with, without a slash at its end. */
  baseUrl: string
  /** Where to look for what storage has: its own folder, or the cache file that remembers it. */
  kept: { kind: 'directory'; directory: string } | { kind: 'cache'; file: string }
}

/** The rule that settings stand for. */
export function excerptRule({ threshold, baseUrl, kept }: ExcerptSettings): ExcerptRule {
  if (kept.kind === 'directory') {
    const { directory } = kept
    const urlIfKept = (hash: string) =>
      hasExcerpt(directory, hash) ? excerptUrl(baseUrl, hash) : null
    return { threshold, urlIfKept }
  }
  const isKnown = askKnownExcerpts(kept.file)
  return {
    threshold,
    urlIfKept: (hash) => {
      const url = excerptUrl(baseUrl, hash)
      return isKnown(url) ? url : null
    },
  }
}
