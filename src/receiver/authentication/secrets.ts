import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Config } from '../../config/config.ts'
import { ownSecret } from './own-secret.ts'

/** The secrets with which tokens are signed. Null: everybody may submit, with no token at all. */
export type TokenSecrets = {
  /** New tokens are signed with it. */
  primary: KeyObject
  /** Accepted too, while tokens of another service are in use (ingestion.md 1.2). */
  unified: KeyObject | null
} | null

/**
 * The secrets that the settings name, or the one that the program made for itself.
 *
 * @throws the file system's error
 */
export async function tokenSecrets({
  dataDir,
  receiver: { secret, unifiedSecret },
}: Pick<Config, 'dataDir' | 'receiver'>): Promise<TokenSecrets> {
  if (secret.kind === 'none') return null
  return {
    primary: secretKey(secret.kind === 'given' ? secret.text : await ownSecret(dataDir)),
    unified: unifiedSecret === null ? null : secretKey(unifiedSecret),
  }
}

/** A text as the key of HMAC. */
export function secretKey(secret: string): KeyObject {
  return createSecretKey(secret, 'utf8')
}
