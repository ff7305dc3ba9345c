import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alarmCases } from './alarms/alarm-cases.ts'
import { type Alert, readAlerts } from './rules.ts'

const alerts = readAlerts()
const page = readFileSync('docs/operations/alarms.md', 'utf8')
const [, alarmsPart = ''] = page.split('\n## Alarms\n')

/** Sections of the page by their anchors. */
const sections = new Map(
  alarmsPart
    .split(/^### /m)
    .slice(1)
    .map((text) => {
      const [heading = '', ...lines] = text.split('\n')
      return [heading.toLowerCase().replaceAll(' ', '-'), lines] as const
    }),
)

/** How the page shows a rule. */
function lineOf({ alert, labels: { severity }, for: duration, expr }: Alert): string {
  const [, count = '', unit] = /^(\d+)([mh])$/.exec(duration ?? '') ?? []
  const word = `${unit === 'h' ? 'hour' : 'minute'}${count === '1' ? '' : 's'}`
  const when = duration === undefined ? severity : `${severity}, after ${count} ${word}`
  return `* ${alert} (${when}): \`${expr}\``
}

it('has rules of different names', () => {
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
})

it('tells no part of a thing: what Prometheus extrapolates is rounded', () => {
  const extrapolated = alerts.filter(({ expr }) => /(?:increase|rate)\(/.test(expr))
  expect(extrapolated.length).toBeGreaterThan(10)
  const unrounded = extrapolated.filter(({ annotations }) =>
    annotations.description.includes('{{ $value }}'),
  )
  expect(unrounded.map(({ alert }) => alert)).toEqual([])
})

describe('docs/operations/alarms.md', () => {
  it.each(alerts.map((each) => [each.alert, each] as const))(
    'says what to do about %s, and shows it as it is',
    (_, alert) => {
      const [, anchor = ''] = alert.annotations.runbook.split('#')
      expect(sections.get(anchor)).toContain(lineOf(alert))
    },
  )

  it('has no alarm that nothing raises', () => {
    const shown = [...sections].map(
      ([anchor, lines]) => [anchor, lines.filter((line) => line.startsWith('* ')).length] as const,
    )
    expect(shown.filter(([, lines]) => lines === 0)).toEqual([])
    expect(shown.reduce((sum, [, lines]) => sum + lines, 0)).toBe(alerts.length)
  })
})

it('tries each alarm: when it must be raised, and when it must not', () => {
  const tried = new Map(alarmCases.map(({ alert, raised, silent }) => [alert, { raised, silent }]))
  expect([...tried.keys()].toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
  for (const [name, { raised, silent }] of tried) {
    expect(Object.keys(raised).length + Object.keys(silent).length, name).toBeGreaterThan(0)
    expect(silent, name).not.toEqual(raised)
  }
})
