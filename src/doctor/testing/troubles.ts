import { expect } from 'vitest'
import type { Finding } from '../finding.ts'

/** What is not fine, a line each; each has to say what to do. */
export function troubles(findings: readonly Finding[]): string[] {
  const found = findings.filter(({ severity }) => severity !== 'fine')
  for (const { advice } of found) expect(advice).toMatch(/\w/)
  return found.map(({ severity, about, says }) => `${severity} ${about}: ${says}`)
}
