import { describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'

const { app } = appWithoutDatabase()
const branch = { git_branch: 'master', git_url: 'https://git/linux.git' }

async function ask(parameters: Record<string, string>) {
  const answer = await app.request(`/api/tree-report/?${new URLSearchParams(parameters)}`)
  const { error } = (await answer.json()) as { error: string }
  return { status: answer.status, code: answer.headers.get('x-error-code'), error }
}

describe('the report of a tree', () => {
  it('says with 200 that there is nothing to report', async () => {
    const error = 'Tree not found in the given interval'
    expect(await ask(branch)).toEqual({ status: 200, code: 'no_reported_tree', error })
    expect(await ask({ ...branch, path: '', tree_name: '' })).toMatchObject({ error })
  })

  it.each([
    ['24', '24'],
    ['48', '24'],
    ['720', '720'],
  ])('refuses ages from %s to %s', async (min, max) => {
    const found = await ask({ ...branch, min_age_in_hours: min, max_age_in_hours: max })
    const error = "Minimum age can't be greater than or equal to the maximum age"
    expect(found).toEqual({ status: 400, code: 'invalid_ages', error })
  })

  it.each([
    ['group_size', '1', 'greater_than'],
    ['group_size', '101', 'less_than_equal'],
    ['min_age_in_hours', '-1', 'greater_than_equal'],
    ['max_age_in_hours', '0', 'greater_than'],
    ['max_age_in_hours', '721', 'less_than_equal'],
    ['max_age_in_hours', 'abc', 'int_parsing'],
  ])('refuses %s=%s and says why', async (name, input, type) => {
    const { status, error } = await ask({ ...branch, [name]: input })
    expect(status).toBe(400)
    expect(JSON.parse(error)).toMatchObject([{ type, loc: [name], input }])
  })

  it('names what is missing', async () => {
    const { status, error } = await ask({})
    expect(status).toBe(400)
    expect(JSON.parse(error)).toMatchObject([
      { type: 'string_type', loc: ['git_branch'], input: null },
      { type: 'string_type', loc: ['git_url'], input: null },
    ])
  })

  it('is found with a slash at the end', async () => {
    const answer = await app.request('/api/tree-report?origin=maestro')
    expect(answer.status).toBe(301)
    expect(answer.headers.get('location')).toBe('/api/tree-report/?origin=maestro')
  })
})
