import { z } from '@hono/zod-openapi'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellOf, columnsOf } from './cells.ts'
import { csvText } from './csv-text.ts'

const item = z.object({
  id: z.string(),
  count: z.number().nullable(),
  status: z.object({ PASS: z.int(), FAIL: z.int() }).nullable(),
  environment: z.looseObject({ platform: z.string() }),
  compatibles: z.array(z.string()).nullable(),
  misc: z.record(z.string(), z.unknown()),
  shape: z.strictObject({ side: z.number() }),
})
const columns = columnsOf(item)
const show = (one: Record<string, unknown>) =>
  Object.fromEntries(columns.map((column) => [column.name, cellOf(one, column)]))

describe('the columns of a list', () => {
  it('come from its schema', () => {
    expect(columns.map(({ name }) => name)).toEqual([
      'id',
      'count',
      'status.PASS',
      'status.FAIL',
      'environment.platform',
      'environment',
      'compatibles',
      'misc',
      'shape.side',
    ])
  })

  it('show what an item holds', () => {
    const one = {
      id: 'a:1',
      count: -1.5,
      status: { PASS: 0, FAIL: 2 },
      environment: { platform: 'juno', more: true },
      compatibles: ['a', 'b'],
      misc: { __proto__: null, k: 1 },
      shape: { side: 3 },
    }
    expect(show(one)).toEqual({
      id: 'a:1',
      count: '-1.5',
      'status.PASS': '0',
      'status.FAIL': '2',
      'environment.platform': 'juno',
      environment: '{"platform":"juno","more":true}',
      compatibles: '["a","b"]',
      misc: '{"k":1}',
      'shape.side': '3',
    })
  })

  it('are empty where there is nothing', () => {
    const values = Object.values(show({ id: '', count: null, status: null, compatibles: null }))
    expect(new Set(values)).toEqual(new Set(['']))
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('make %j harmless', (id) => {
    expect(show({ id })['id']).toBe(`'${id}`)
  })

  it.each(['a=1', ' =1', '1-1', "'=1"])('leave %j alone', (id) => {
    expect(show({ id })['id']).toBe(id)
  })
})

const texts = z.object({ 'a,"\r\n': z.string(), b: z.string() })

it('is read back as it was, whatever the texts', async () => {
  const oneItem = fc.record({ 'a,"\r\n': fc.string({ unit: 'binary' }), b: fc.string() })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(oneItem)), async (chunks) => {
      const list = { name: 'texts', item: texts, member: null }
      const written = chunks.map((chunk) => [...chunk])
      const text = (await Array.fromAsync(csvText(list, written))).join('')
      // nobody holds what waits as text
      expect(written.flat()).toEqual([])
      const rows = parse<Record<string, string>>(text, { columns: true })
      const shown = (value: string) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)
      expect(rows).toEqual(
        chunks.flat().map((one) => ({ 'a,"\r\n': shown(one['a,"\r\n']), b: shown(one.b) })),
      )
    }),
  )
})
