/** Secrets that the program is given, and that strangers write into whatever they can. */
export const plantedSecrets = {
  JWT_SECRET: 'planted-jwt-secret-41c7',
  UNIFIED_SECRET: 'planted-unified-secret-9b02',
  HEALTHCHECK_ID_VERIFY: 'planted-health-check-id',
} as const

/** Of requests that fail. */
export const plantedRequest = {
  path: 'planted-path-and-query-5d11',
  body: 'planted-request-body-77aa',
  token: 'planted-bearer-token-3f20',
} as const

/** Parts of addresses that nobody may see. */
export const plantedTokens = {
  discord: 'planted-discord-token-d00d',
  webhook: 'planted-webhook-token-beef',
} as const

/** A person who is in a mail. */
export const plantedPerson = 'somebody.planted@example.org'

/** What of these is in a text. */
export function plantedIn(text: string, { people = true }: { people?: boolean } = {}): string[] {
  const all = [
    ...Object.values(plantedSecrets),
    ...Object.values(plantedRequest),
    ...Object.values(plantedTokens),
    ...(people ? [plantedPerson] : []),
  ]
  return all.filter((secret) => text.includes(secret))
}
