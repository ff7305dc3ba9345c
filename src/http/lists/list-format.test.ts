import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { listFormat } from './list-format.ts'

const app = new Hono()
app.get('/', (c) => c.text(listFormat(c)))

it.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['image/png', 'application/json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
  ['application/json, text/plain, */*', 'application/json'],
  ['*/*, text/csv;q=0.5', 'application/json'],
  ['text/csv', 'text/csv'],
  ['TEXT/CSV; header=present', 'text/csv'],
  ['application/json;q=0.5, text/csv', 'text/csv'],
  ['text/csv, */*;q=0.1', 'text/csv'],
  ['text/csv;q=0', 'application/json'],
  ['application/x-ndjson', 'application/x-ndjson'],
])('%j asks for %s', async (accept, format) => {
  const headers = accept === undefined ? {} : { Accept: accept }
  expect(await (await app.request('/', { headers })).text()).toBe(format)
})
