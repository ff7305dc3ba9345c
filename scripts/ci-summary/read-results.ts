import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './summarize.ts'

/** What our scripts leave, and what Vitest leaves. */
type AnyReport = Partial<Report> & { numPassedTests?: number; numFailedTests?: number }

/** What a part of a run left; undefined for what was cut while it was written. */
export function readReport(file: string): Report | undefined {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as AnyReport
    const { passed = report.numPassedTests, failed = report.numFailedTests } = report
    return passed === undefined || failed === undefined ? undefined : { passed, failed }
  } catch {
    return undefined
  }
}

/** Names of the parts whose exit status was not 0. */
export function failedParts(directory: string): string[] {
  const file = join(directory, 'failed')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}
