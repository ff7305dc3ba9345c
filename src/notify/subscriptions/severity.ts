import type { TestKind } from '../../domain/test-kind.ts'

/** How bad it is when something fails, worst last: a kernel that does not build boots nowhere. */
export const severities = ['test', 'boot', 'build'] as const
export type Severity = (typeof severities)[number]

/** Whether it is as bad as somebody wants to hear of, or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(least)
}

/** How bad it is when a test of this kind fails. */
export function severityOfTest(kind: TestKind): Severity {
  return kind === 'b' ? 'boot' : 'test'
}
