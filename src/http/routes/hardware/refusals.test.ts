import { describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'

const { app } = appWithoutDatabase()

/** The places that a bare JSON text of problems names. */
async function placesIn(answer: Response): Promise<unknown[]> {
  expect(answer.status).toBe(400)
  expect(answer.headers.get('x-error-code')).toBe('invalid_parameter')
  const text: unknown = await answer.json()
  return (JSON.parse(String(text)) as { loc: unknown }[]).map(({ loc }) => loc)
}

describe('listings of hardware', () => {
  it('name their dates as clients know them', async () => {
    const missing = await app.request('/api/hardware/')
    expect(await placesIn(missing)).toEqual([['start_date'], ['end_date']])
    const wrong = await app.request(
      '/api/hardware/?startTimestampInSeconds=&endTimestampInSeconds=9999-12-31',
    )
    expect(await wrong.json()).toBe(
      '[{"type":"datetime_from_date_parsing","loc":["start_date"],' +
        '"msg":"Input should be a valid datetime or date, input is too short","input":"",' +
        '"ctx":{"error":"input is too short"},' +
        '"url":"https://errors.pydantic.dev/2.13/v/datetime_from_date_parsing"}]',
    )
  })

  it('name every part of a revision that is missing', async () => {
    const answer = await app.request('/api/hardware-by-revision/?git_repository_url=')
    expect(await placesIn(answer)).toEqual([
      ['tree_name'],
      ['git_repository_branch'],
      ['git_commit_hash'],
    ])
  })

  it.each(['hardware', 'hardware-by-revision'])('redirect /api/%s', async (path) => {
    const answer = await app.request(`/api/${path}?origin=a%20b`)
    expect(answer.status).toBe(301)
    expect(answer.headers.get('location')).toBe(`/api/${path}/?origin=a%20b`)
  })

  it('take selectors without a slash for a hardware', async () => {
    const answer = await app.request('/api/hardware/selectors')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
  })
})

/** hardware.md 4.2 */
describe('the body of a history', () => {
  const post = (body: string) =>
    app.request('/api/hardware/x/commit-history', { method: 'POST', body })
  const window = { startTimestampInSeconds: 0, endTimestampInSeconds: 1 }

  it.each([
    ['', 'invalid_body'],
    ['{"commitHeads":', 'invalid_body'],
    ['[]', 'invalid_timestamps'],
    ['null', 'invalid_timestamps'],
    ['5', 'invalid_timestamps'],
    [
      '{"startTimestampInSeconds":"abc","endTimestampInSeconds":1,"commitHeads":[]}',
      'invalid_timestamps',
    ],
    [`"${'x'.repeat(2_621_440)}"`, 'body_too_large'],
  ])('%.80s is answered with %s', async (body, code) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-error-code')).toBe(code)
    expect(await answer.json()).toEqual({ error: expect.any(String) as string })
  })

  it('names what is missing or wrong, in heads too', async () => {
    expect(await placesIn(await post('{}'))).toEqual([
      ['startTimestampInSeconds'],
      ['endTimestampInSeconds'],
      ['commitHeads'],
    ])
    const commitHeads = [
      { treeName: null, repositoryUrl: 'u', branch: 'b', commitHash: 'h' },
      { treeName: 'x' },
    ]
    expect(await placesIn(await post(JSON.stringify({ ...window, commitHeads })))).toEqual([
      ['commitHeads', 0, 'treeName'],
      ['commitHeads', 1, 'repositoryUrl'],
      ['commitHeads', 1, 'branch'],
      ['commitHeads', 1, 'commitHash'],
    ])
  })

  it('has no slash at the end, and is posted', async () => {
    const slash = await app.request('/api/hardware/x/commit-history/', { method: 'POST' })
    expect(slash.status).toBe(404)
    const get = await app.request('/api/hardware/x/commit-history')
    expect(get.status).toBe(405)
    expect(get.headers.get('allow')).toBe('POST, OPTIONS')
  })
})
