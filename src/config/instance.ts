/** What kind of deployment this is (notifications.md 0.2). */
export const instances = ['production', 'staging', 'dev', 'demo'] as const
export type Instance = (typeof instances)[number]

const productionHost = 'https://dashboard.kernelci.org'

/** As the reference knows it where nobody says it (notifications.md O-33). */
export function instanceInferred(known: {
  corsAllowedOrigins: readonly string[]
  isDebugging: boolean
}): Instance {
  if (known.corsAllowedOrigins.includes(productionHost)) return 'production'
  return known.isDebugging ? 'dev' : 'staging'
}

/** Why nobody outside is told anything, by mail or otherwise; null when they may be. */
export function whyNobodyIsTold(instance: Instance, isEnabled: boolean): string | null {
  if (!isEnabled) return 'NOTIFICATIONS_ENABLED is not true'
  return instance === 'staging' || instance === 'demo' ? `INSTANCE is ${instance}` : null
}
