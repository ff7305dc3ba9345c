import type { Finding } from '../finding.ts'

/**
 * What is not fine, a line each.
 *
 * @throws Error when one of them does not say what to do
 */
export function troubles(findings: readonly Finding[]): string[] {
  const found = findings.filter(({ severity }) => severity !== 'fine')
  const silent = found.find(({ advice }) => advice === null || advice === '')
  if (silent !== undefined) throw new Error(`${silent.about}: nothing is said of what to do`)
  return found.map(({ severity, about, says }) => `${severity} ${about}: ${says}`)
}
