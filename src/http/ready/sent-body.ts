import type { Scope } from '../../read/versions/scope.ts'
import type { Gathering } from './gathering.ts'
import { type AskedOf, type LastChangesInState, stateTag } from './state-tag.ts'

/** The tag of an answer, and when the answer was made. */
export type Mark = { readonly etag: string; readonly madeAt: Date }

/** A body that is written while it is sent, with what is needed to keep it afterwards. */
export class SentBody {
  readonly #asked: AskedOf
  readonly #scopes: () => readonly Scope[] | null
  readonly #gathering: Gathering
  #mark: Mark | null = null

  /** @param scopes gives what the answer depends on, once {@link begin} is called; null for all data */
  constructor(asked: AskedOf, scopes: () => readonly Scope[] | null, gathering: Gathering) {
    this.#asked = asked
    this.#scopes = scopes
    this.#gathering = gathering
  }

  /** Null before the first byte is sent, and for a body that shows no single state of the data. */
  get mark(): Mark | null {
    return this.#mark
  }

  /** What gathers the body to keep it; null without a mark, since such a body is not kept. */
  get keeper(): Gathering | null {
    return this.#mark === null ? null : this.#gathering
  }

  /** Sets the mark. To be called once all scopes are known, before the first byte is sent. */
  async begin(lastChanges: LastChangesInState): Promise<Mark | null> {
    const etag = await stateTag(this.#asked, this.#scopes(), lastChanges)
    this.#mark = etag === null ? null : { etag, madeAt: new Date() }
    return this.#mark
  }
}
