import type { VerifiedToken } from './verify-token.ts'

/** Tokens that are remembered; whoever holds a secret chooses how many there are. */
const tokensMax = 1_000

/**
 * Remembers which tokens were verified, until their end: the same few come thousands of times, and a
 * signature takes 50 µs each time. Nobody who has no good token gets anything into it. What a token that was
 * accepted says does not change but for its end; whether it was revoked is not asked here.
 */
export class TokenMemory {
  readonly #verify: (token: string) => Promise<VerifiedToken>
  readonly #known = new Map<string, VerifiedToken>()

  /** @param verify throws for a token that is not accepted */
  constructor(verify: (token: string) => Promise<VerifiedToken>) {
    this.#verify = verify
  }

  /**
   * @param now milliseconds since 1970
   * @throws whatever `verify` throws
   */
  async verify(token: string, now = Date.now()): Promise<VerifiedToken> {
    const known = this.#known.get(token)
    if (known !== undefined && now < known.goodUntil) return known
    this.#known.delete(token)
    const verified = await this.#verify(token)
    this.#known.set(token, verified)
    this.#forgetOldest()
    return verified
  }

  #forgetOldest(): void {
    const [oldest] = this.#known.keys()
    if (this.#known.size > tokensMax && oldest !== undefined) this.#known.delete(oldest)
  }
}
