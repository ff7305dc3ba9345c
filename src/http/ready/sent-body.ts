import type { Scope } from '../../read/versions/scope.ts'
import type { Gathering } from './gathering.ts'
import { type AskedOf, type LastChangesInState, stateTag } from './state-tag.ts'

/** Which answer it is, and when it was made. */
export type Mark = { readonly etag: string; readonly madeAt: Date }

/** A body that is written while it is sent, for those who keep it. */
export class SentBody {
  readonly #asked: AskedOf
  readonly #scopes: () => readonly Scope[] | null
  readonly #gathering: Gathering
  #mark: Mark | null = null

  /** @param scopes that the answer hangs on, as far as they are known by then; null for all that there is */
  constructor(asked: AskedOf, scopes: () => readonly Scope[] | null, gathering: Gathering) {
    this.#asked = asked
    this.#scopes = scopes
    this.#gathering = gathering
  }

  /** Null before its first byte is sent, and of one that shows no single state of the data. */
  get mark(): Mark | null {
    return this.#mark
  }

  /** Who keeps it: nobody what has no mark. */
  get keeper(): Gathering | null {
    return this.#mark === null ? null : this.#gathering
  }

  /** To be asked before its first byte is sent, when all is found that the answer hangs on. */
  async begin(lastChanges: LastChangesInState): Promise<Mark | null> {
    const etag = await stateTag(this.#asked, this.#scopes(), lastChanges)
    this.#mark = etag === null ? null : { etag, madeAt: new Date() }
    return this.#mark
  }
}
