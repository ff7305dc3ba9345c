import type { AlarmCase } from './alarm-case.ts'
import { answerCases } from './answer-cases.ts'
import { ingestCases } from './ingest-cases.ts'
import { workCases } from './work-cases.ts'

/** Each alarm once. */
export const alarmCases: readonly AlarmCase[] = [...answerCases, ...ingestCases, ...workCases]
