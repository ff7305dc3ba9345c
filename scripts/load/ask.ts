import { check } from 'k6'
import http, { type RefinedResponse } from 'k6/http'
import type { Target } from './target.ts'

const json = { 'Content-Type': 'application/json' }

/** A part of an address, whatever characters it has. */
export const part = encodeURIComponent

/**
 * Asks for a page's data and checks what every answer must be: 200, with something in it. `page` is the
 * name under which its times are counted; an address would make one name for each commit.
 *
 * @returns the answer as JSON; undefined when it is none
 */
export function ask(target: Target, page: string, path: string): unknown {
  return answerOf(page, http.get(`${target.base}${path}`, { tags: { name: page } }))
}

/** The same for what is asked by POST. */
export function post(target: Target, page: string, path: string, body: object): unknown {
  const parameters = { tags: { name: page }, headers: json }
  return answerOf(page, http.post(`${target.base}${path}`, JSON.stringify(body), parameters))
}

function answerOf(page: string, response: RefinedResponse<'text'>): unknown {
  const isAnswered = check(
    response,
    {
      'status is 200': ({ status }) => status === 200,
      'there is a body': ({ body }) => (body ?? '').length > 0,
    },
    { page },
  )
  return isAnswered ? response.json() : undefined
}
