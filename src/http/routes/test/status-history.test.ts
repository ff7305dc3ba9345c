import { describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'

const { app } = appWithoutDatabase()
const line = {
  path: 'boot',
  git_repository_url: 'https://git/linux.git',
  git_repository_branch: 'master',
  config_name: 'defconfig',
}

const ask = (parameters: Record<string, string>) =>
  app.request(`/api/test/status-history?${new URLSearchParams(parameters)}`)

describe('the history of a test', () => {
  it('is not looked for as a test with that name, and says with 400 that there is none', async () => {
    const answer = await ask(line)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-error-code')).toBe('no_status_history')
    expect(await answer.json()).toEqual({ error: 'Test status history not found' })
  })

  it('takes an empty text for a text', async () => {
    const answer = await ask({
      path: '',
      git_repository_url: '',
      git_repository_branch: '',
      config_name: '',
    })
    expect(answer.headers.get('x-error-code')).toBe('no_status_history')
  })

  it.each([
    ['group_size', '0', 'greater_than'],
    ['group_size', '10001', 'less_than_equal'],
    ['group_size', '', 'int_parsing'],
    ['current_test_start_time', '', 'datetime_from_date_parsing'],
    ['current_test_start_time', '2025-13-01', 'datetime_from_date_parsing'],
    ['field_timestamp', 'nope', 'datetime_from_date_parsing'],
  ])('refuses %s=%s with a text that names it', async (name, input, type) => {
    const answer = await ask({ ...line, [name]: input })
    expect(answer.status).toBe(400)
    const text = (await answer.json()) as string
    expect(JSON.parse(text)).toMatchObject([{ type, loc: [name], input }])
  })

  it('names every parameter that is missing', async () => {
    const text = (await (await ask({ origin: 'maestro' })).json()) as string
    const problems = JSON.parse(text) as { loc: string[]; type: string }[]
    expect(problems.map(({ loc }) => loc[0])).toEqual(Object.keys(line))
    expect(problems[0]).toMatchObject({ type: 'missing', input: { origin: 'maestro' } })
  })
})
