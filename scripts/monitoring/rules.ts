import { globSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** The files of rules, for Prometheus to read. */
export const ruleFiles = globSync('docs/monitoring/rules/*.yml').toSorted()

const alert = z.strictObject({
  alert: z.string().regex(/^([A-Z][a-z]+)+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^[1-9]\d*[mh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({
    summary: z.string().max(60),
    description: z.string().endsWith('.'),
    /** The section of the book that says what to do. */
    runbook: z.string().regex(/^docs\/operations\/alarms\.md#[a-z-]+$/),
  }),
})
const ruleFile = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(alert).min(1) })).min(1),
})

export type Alert = z.infer<typeof alert>

/** Every rule of every file. All of them raise an alarm: nothing is recorded. */
export function readAlerts(): Alert[] {
  return ruleFiles.flatMap((file) =>
    ruleFile.parse(parse(readFileSync(file, 'utf8'))).groups.flatMap(({ rules }) => rules),
  )
}
