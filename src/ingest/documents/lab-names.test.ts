import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../platform/json/json-object.ts'
import { standardiseLabs } from './lab-names.ts'

const usualPattern = /^(shell|k8s.*)$/u

function labOf(misc: unknown, pattern = usualPattern): unknown {
  const build: JsonObject = { origin: 'o', ...(misc === undefined ? {} : { misc }) }
  standardiseLabs([build], [], pattern)
  return build['misc']
}

describe('standardiseLabs (ingestion.md 2.11)', () => {
  it.each([
    [
      { lab: 'lab-1', x: 1 },
      { lab: 'lab-1', x: 1 },
    ],
    [{ lab: 'docker' }, { lab: 'docker' }],
    [{ lab: 'shell' }, { lab: 'o', automatic_lab: 'shell' }],
    [{ lab: 'k8s-all' }, { lab: 'o', automatic_lab: 'k8s-all' }],
    [{ lab: 'shells' }, { lab: 'shells' }],
    [{ lab: 'my-k8s' }, { lab: 'my-k8s' }],
    [{ lab: '' }, { lab: 'o' }],
    [{}, { lab: 'o' }],
    [undefined, { lab: 'o' }],
    [{ lab: 7 }, { lab: 'o' }],
    [{ lab: null }, { lab: 'o' }],
    [{ lab: ['shell'] }, { lab: 'o' }],
    [{ lab: 'constructor' }, { lab: 'constructor' }],
  ])('turns the misc %j into %j', (misc, expected) => {
    expect(labOf(misc)).toEqual(expected)
  })

  it('uses runtime for tests', () => {
    const tests: JsonObject[] = [{ origin: 'o', misc: { runtime: 'k8s', lab: 'shell' } }]
    standardiseLabs([], tests, usualPattern)
    expect(tests[0]?.['misc']).toEqual({ runtime: 'o', automatic_lab: 'k8s', lab: 'shell' })
  })

  it('takes the pattern of automatic names from the configuration (decisions.md 1)', () => {
    expect(labOf({ lab: 'docker' }, /^docker$/u)).toEqual({
      lab: 'o',
      automatic_lab: 'docker',
    })
  })
})
