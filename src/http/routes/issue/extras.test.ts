import { describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'

const { app } = appWithoutDatabase()

async function refuse(body: string | null) {
  const answer = await app.request('/api/issue/extras/', { method: 'POST', body })
  expect(answer.status).toBe(400)
  return (await answer.json()) as unknown
}

const problemsOf = async (issues: unknown) => {
  const text = await refuse(JSON.stringify({ issues }))
  const problems = JSON.parse(String(text)) as { type: string; loc: unknown; msg: string }[]
  return problems.map(({ type, loc, msg }) => [type, JSON.stringify(loc), msg])
}

describe('POST /api/issue/extras/ refuses', () => {
  it.each([null, '', '{', 'x', '\xff'])('what is no JSON: %s', async (body) => {
    const error = 'Invalid body, request body must be a valid json string'
    expect(await refuse(body)).toEqual({ error })
  })

  it.each(['[]', 'null', '1', '"x"'])('JSON that is no object: %s', async (body) => {
    const msg = 'Input should be a valid dictionary'
    const problems = JSON.parse(String(await refuse(body))) as unknown
    expect(problems).toMatchObject([{ type: 'dict_type', loc: [], msg, input: JSON.parse(body) }])
  })

  it('an empty list', async () => {
    const error = 'Invalid body, the issue list must not be empty'
    expect(await refuse('{"issues":[]}')).toEqual({ error })
  })

  it('an absent list', async () => {
    const problems = JSON.parse(String(await refuse('{"a":1}'))) as unknown
    expect(problems).toMatchObject([
      { type: 'missing', loc: ['issues'], msg: 'Field required', input: { a: 1 } },
    ])
  })

  const integer = 'Input should be a valid integer'
  it.each([
    [null, ['list_type', '["issues"]', 'Input should be a valid list']],
    ['x', ['list_type', '["issues"]', 'Input should be a valid list']],
    [['x'], ['tuple_type', '["issues",0]', 'Input should be a valid tuple']],
    [[{ a: 1 }], ['tuple_type', '["issues",0]', 'Input should be a valid tuple']],
    [
      [
        ['i', 1],
        [5, 1],
      ],
      ['string_type', '["issues",1,0]', 'Input should be a valid string'],
    ],
    [[['i', null]], ['int_type', '["issues",0,1]', integer]],
    [[['i', [1]]], ['int_type', '["issues",0,1]', integer]],
    [
      [['i', 1.5]],
      ['int_from_float', '["issues",0,1]', `${integer}, got a number with a fractional part`],
    ],
    [
      [['i', 'x']],
      ['int_parsing', '["issues",0,1]', `${integer}, unable to parse string as an integer`],
    ],
    [
      [['i', 1e30]],
      [
        'int_parsing_size',
        '["issues",0,1]',
        'Unable to parse input string as an integer, exceeded maximum size',
      ],
    ],
    [
      [['i', '9'.repeat(400)]],
      [
        'int_parsing_size',
        '["issues",0,1]',
        'Unable to parse input string as an integer, exceeded maximum size',
      ],
    ],
    [[['i']], ['missing', '["issues",0,1]', 'Field required']],
    [
      [['i', 1, 2]],
      ['too_long', '["issues",0]', 'Tuple should have at most 2 items after validation, not 3'],
    ],
  ])('%j', async (issues, problem) => {
    expect(await problemsOf(issues)).toEqual([problem])
  })

  it('both members of a pair at once, and 100 problems at most', async () => {
    expect(await problemsOf([[]])).toHaveLength(2)
    expect(await problemsOf([[1, 'x']])).toHaveLength(2)
    expect(await problemsOf(Array.from({ length: 200 }, () => 0))).toHaveLength(100)
  })
})
