import { stringify } from 'yaml'
import type { AlarmCase, SeriesValues } from './alarm-case.ts'
import { alarmCases } from './alarm-cases.ts'

/** Files of unit tests for `promtool test rules`: what each alarm is at the end of its case. */
export function alarmTests(ruleFiles: readonly string[]): string[] {
  const bySteps = Map.groupBy(alarmCases, ({ stepMinutes = 1 }) => stepMinutes)
  return Array.from(bySteps, ([step, cases]) =>
    stringify({
      rule_files: ruleFiles,
      evaluation_interval: `${step}m`,
      tests: cases.flatMap((each) => [
        testOf(each, 'raised', each.raised),
        testOf(each, 'silent', each.silent),
      ]),
    }),
  )
}

function testOf(
  { alert, atMinutes = 30, stepMinutes = 1 }: AlarmCase,
  expected: 'raised' | 'silent',
  series: SeriesValues,
) {
  const state = `ALERTS{alertname="${alert}", alertstate="firing"}`
  return {
    name: `${alert} is ${expected}`,
    interval: `${stepMinutes}m`,
    input_series: Object.entries(series).map(([each, values]) => ({ series: each, values })),
    promql_expr_test: [
      {
        expr: `count(${state}) > bool 0`,
        eval_time: `${atMinutes}m`,
        exp_samples: expected === 'raised' ? [{ labels: '{}', value: 1 }] : [],
      },
    ],
  }
}
