import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import {
  type ExampleRequest,
  requestsToWorkedExample,
} from '../../testing/http/worked-example-requests.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'

let database: TestDatabase
const lists = requestsToWorkedExample(appWithoutDatabase().app).filter(({ isList }) => isList)
let listed: ExampleRequest[]

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
  await writeRows(database.pool, {
    ...workedExample,
    incidents: [
      ...(workedExample.incidents ?? []),
      { id: 'n', origin: 'maestro', issue_id: 'i2', issue_version: 2, build_id: 'b_pass' },
      { id: 'n2', origin: 'maestro', issue_id: 'i2', issue_version: 2, build_id: 'b_pass' },
    ],
  })
  await database.pool.query(`update issues set _timestamp = '2026-02-01T00:00:00Z'`)
  // some at the same time, some at none, some at one that no answer can write
  await database.pool.query(`
    update tests set start_time = (array['2026-02-01T00:01:00Z', '2026-02-01T00:02:00.000001Z',
      'infinity', null]::timestamptz[])[1 + length(id) % 4]`)
  // the newest checkout of the tree is the one that has results
  await database.pool.query(`update checkouts set start_time = null where id <> 'c1'`)
  await rebuildRollUp(database.pool)
  listed = requestsToWorkedExample(appWithoutDatabase({ db: database.db }).app)
})
afterAll(() => database.drop())

const request = (template: string) => {
  const found = listed.find((one) => one.template === template)
  if (found === undefined) throw new Error(`no route ${template}`)
  return found
}

async function items(answer: Response): Promise<Record<string, unknown>[]> {
  expect(answer.status).toBe(200)
  const body = (await answer.json()) as object
  const [list] = Array.isArray(body) ? [body] : Object.values(body)
  if (!Array.isArray(list)) throw new Error(`no list: ${JSON.stringify(body)}`)
  return list
}

function withParameter(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${value}`
}

/** The address of what follows. */
function next(answer: Response): string | null {
  return /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1] ?? null
}

/** The cursor of an address, as if there had been another item right behind the last one that was given. */
function behind(address: string): string {
  const cursor = new URLSearchParams(address.split('?')[1]).get('cursor') ?? ''
  const [version, list, , key] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  const last: unknown = key.pop()
  const moved = Array.isArray(last)
    ? [...last, '']
    : typeof last === 'number'
      ? last + 0.5
      : `${last}\u0001`
  const inside = [version, list, 0, [...key, last === null ? null : moved]]
  return Buffer.from(JSON.stringify(inside)).toString('base64url')
}

const templates = lists.map(({ template }) => template)

describe.each(templates)('%s', (template) => {
  it.each([1, 2])('is the same in parts of %d', async (limit) => {
    const { ask, url } = request(template)
    const whole = await items(await ask())
    const parts: unknown[] = []
    let address: string | null = withParameter(url, 'limit', String(limit))
    while (address !== null) {
      const answer = await ask({}, address)
      const part = await items(answer)
      address = next(answer)
      expect(part).toHaveLength(Math.min(limit, whole.length - parts.length))
      parts.push(...part)
    }
    expect(parts).toEqual(whole)
  })

  it('is the same as lines of JSON', async () => {
    const { ask } = request(template)
    const answer = await ask({ Accept: 'application/x-ndjson' })
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = (await answer.text()).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(await items(await ask()))
  })

  it('is the same as a table', async () => {
    const { ask } = request(template)
    const answer = await ask({ Accept: 'text/csv' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.csv"$/)
    const rows = parse<Record<string, string>>(await answer.text(), { columns: true })
    const whole = await items(await ask())
    expect(rows).toHaveLength(whole.length)
    for (const [place, item] of whole.entries()) {
      for (const [name, value] of Object.entries(item)) {
        if (typeof value === 'string' || typeof value === 'number') {
          expect(rows[place]?.[name]).toBe(String(value))
        }
      }
    }
  })

  it('says that it depends on what is accepted', async () => {
    const answer = await request(template).ask()
    expect(answer.headers.get('vary')).toContain('Accept,')
    expect(answer.headers.get('link')).toBeNull()
  })

  it('refuses cursors that are none', async () => {
    const { ask, url } = request(template)
    for (const cursor of ['nonsense', '', 'WzFd']) {
      const answer = await ask({}, withParameter(url, 'cursor', cursor))
      expect(answer.headers.get('x-error-code')).toBe('invalid_cursor')
    }
  })

  it('is whole for a limit that is none, as in the reference, which knows no limit', async () => {
    const { ask, url } = request(template)
    const whole = await items(await ask())
    for (const limit of ['0', '-1', 'all', '', '10001']) {
      const answer = await ask({}, withParameter(url, 'limit', limit))
      expect([answer.status, answer.headers.get('link')]).toEqual([200, null])
      expect(await items(answer)).toEqual(whole)
    }
  })
})

/** These are sorted by something that they do not show, or by several things of each commit. */
const sortedOtherwise = /issues$|\{commit_hash\}\/commits$/

it.each(templates.filter((template) => !sortedOtherwise.test(template)))(
  '%s goes on behind an item that is gone',
  async (template) => {
    const { ask, url } = request(template)
    const whole = await items(await ask())
    const address = next(await ask({}, withParameter(url, 'limit', '1')))
    if (address === null) return
    const following = withParameter(url, 'cursor', behind(address))
    expect(await items(await ask({}, following))).toEqual(whole.slice(1))
  },
)

it('goes on for who writes its path in another way, as all are given the same answer', async () => {
  const { ask, url } = request('/api/tree/{tree_name}/{git_branch}/{commit_hash}/tests')
  const address = next(await ask({}, withParameter(url, 'limit', '1'))) ?? ''
  const [one, other] = [address, address.replace('/mainline/', '/%6Dainline/')]
  expect(other).not.toBe(one)
  expect(await items(await ask({}, other))).toEqual(await items(await ask({}, one)))
})

it('goes on in the list that was asked for by a body, and in no other one', async () => {
  const { app } = appWithoutDatabase({ db: database.db })
  const ask = (address: string, filter: object) =>
    app.request(address, {
      method: 'POST',
      body: JSON.stringify({
        startTimestampInSeconds: 0,
        endTimestampInSeconds: 4_102_444_800,
        selectedCommits: {},
        filter,
      }),
    })
  for (const view of ['tests', 'builds']) {
    const address = next(await ask(`/api/hardware/juno/${view}?limit=1`, {})) ?? ''
    expect((await ask(address, {})).status).toBe(200)
    const other = await ask(address, { 'filter_test.status': ['FAIL'] })
    expect(other.headers.get('x-error-code')).toBe('invalid_cursor')
  }
})
