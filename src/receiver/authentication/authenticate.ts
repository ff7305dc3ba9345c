import { refused } from '../submission-refused.ts'
import type { TokenSecrets } from './secrets.ts'
import { anybody, type Submitter } from './submitter.ts'
import { TokenMemory } from './token-memory.ts'
import { TokenRefused, verifyToken } from './verify-token.ts'

/** Says who sends a request, by its header `Authorization`. */
export type Authenticate = (authorization: string | undefined) => Promise<Submitter>

/**
 * Authentication by tokens. The token is the second word of the header, whatever the first is
 * (ingestion.md 1.2).
 *
 * @param isRevoked asked with the id of a token; tokens of other programs have none
 * @returns a function that throws SubmissionRefused `authentication_failed`, always the same to the
 * client: what is wrong with a token only its owner should find out, by other means
 */
export function authentication(
  secrets: TokenSecrets,
  isRevoked: (id: string) => boolean,
): Authenticate {
  if (secrets === null) return () => Promise.resolve(anybody)
  const memory = new TokenMemory((token) => verifyToken(token, secrets))
  return async (authorization) => {
    try {
      const submitter = await memory.verify(tokenIn(authorization))
      const { tokenId } = submitter
      if (tokenId !== null && isRevoked(tokenId)) throw new TokenRefused(`${tokenId} is revoked`)
      return submitter
    } catch (error) {
      if (error instanceof TokenRefused) {
        throw refused('authentication_failed', { cause: error })
      }
      throw error
    }
  }
}

function tokenIn(authorization: string | undefined): string {
  const [, token] = authorization?.split(' ') ?? []
  if (token === undefined || token === '') throw new TokenRefused('there is no token')
  return token
}
