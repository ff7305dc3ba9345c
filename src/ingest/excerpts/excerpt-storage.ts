import { excerptUrl } from '../../store/excerpts/excerpt-address.ts'
import { putExcerpt } from '../../store/excerpts/excerpt-directory.ts'

/** Where long log excerpts are kept. */
export type ExcerptStorage = {
  /** The address under which people find an excerpt. */
  urlOf: (hash: string) => string
  /**
   * Puts an excerpt there; `known` when it was there already. When this returns it may be taken out of
   * its row.
   *
   * @throws when storage does not take it
   */
  put: (hash: string, packed: Buffer, signal: AbortSignal) => Promise<'stored' | 'known'>
}

/** Excerpts in a folder of this machine, which the API shows at `baseUrl`. */
export function directoryStorage(directory: string, baseUrl: string): ExcerptStorage {
  return {
    urlOf: (hash) => excerptUrl(baseUrl, hash),
    put: async (hash, packed) => {
      const isNew = await putExcerpt(directory, hash, packed)
      return isNew ? 'stored' : 'known'
    },
  }
}
