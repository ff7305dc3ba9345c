import type { KeyObject } from 'node:crypto'
import { jwtVerify, type JWTPayload } from 'jose'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { TokenSecrets } from './secrets.ts'
import type { Submitter } from './submitter.ts'

/** How far the clocks of whoever signs and of whoever reads may be apart, in seconds (decisions.md 2). */
const clockToleranceSeconds = 60

/** A token that is not accepted; the message is for the log alone. */
export class TokenRefused extends Error {
  readonly code = 'token_refused'
}

/** What an accepted token says. */
export type VerifiedToken = Submitter & {
  /** From when on it is refused for its end: milliseconds since 1970. */
  goodUntil: number
}

/**
 * Reads a JWT (ingestion.md 1.2): HS256 and nothing else, with the primary or the unified secret, an
 * origin, an end, no audience, and begun by now.
 *
 * @throws TokenRefused
 */
export async function verifyToken(
  token: string,
  secrets: NonNullable<TokenSecrets>,
  now = new Date(),
): Promise<VerifiedToken> {
  return verified(await claimsOf(token, secrets, now), now)
}

async function claimsOf(
  token: string,
  { primary, unified }: NonNullable<TokenSecrets>,
  now: Date,
): Promise<JWTPayload> {
  try {
    return await claimsBy(token, primary, now)
  } catch (error) {
    const other = unified === null ? undefined : await claimsBy(token, unified, now).catch(() => {})
    if (other !== undefined) return other
    throw new TokenRefused(errorMessage(error), { cause: error })
  }
}

async function claimsBy(token: string, secret: KeyObject, now: Date): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, secret, {
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'origin'],
    clockTolerance: clockToleranceSeconds,
    currentDate: now,
  })
  return payload
}

/** What the library does not look at. */
function verified(claims: JWTPayload, now: Date): VerifiedToken {
  const { origin, iat, aud, jti, bound, exp = 0 } = claims
  if (typeof origin !== 'string' || origin === '') {
    throw new TokenRefused('the claim origin is no text')
  }
  // a token for somebody else, which the reference refuses, too
  if (aud !== undefined) throw new TokenRefused('the token has an audience')
  const latest = now.getTime() / 1000 + clockToleranceSeconds
  if (iat !== undefined && !(typeof iat === 'number' && iat <= latest)) {
    throw new TokenRefused('the token was issued in the future')
  }
  return {
    origin,
    tokenId: typeof jti === 'string' ? jti : null,
    isBound: bound === true,
    goodUntil: (exp + clockToleranceSeconds) * 1000,
  }
}
