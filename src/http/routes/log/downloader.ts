import { createRoute, z } from '@hono/zod-openapi'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { lastValue } from '../../parameters/text-parameter.ts'
import { answersOrNothing } from '../answers.ts'
import { nothingCode, ofEvery } from '../described-headers.ts'
import { logFailures } from './log-failures.ts'

const logFiles = z
  .object({
    log_files: z.array(
      z.object({
        specific_log_url: z.string().nullable().openapi({
          description: 'As it is written there, relative to the page or not; null when no file',
        }),
        file_name: z.string().nullable(),
        file_size: z.string().nullable().openapi({ description: 'As it is written there' }),
        date: z.string().nullable().openapi({ description: 'As it is written there' }),
      }),
    ),
  })
  .openapi('LogFiles')

const route = createRoute({
  method: 'get',
  path: '/api/log-downloader/',
  operationId: 'logDownloader',
  tags: ['log'],
  summary: 'The files that a page of logs lists',
  description:
    'Reads the listing of a folder as nginx writes it: the rows of the table with the id `list`, three ' +
    'cells each, without the way upwards. A page that is none is a 400.',
  'x-page-cached': true,
  request: {
    query: z.object({
      log_download_url: z.preprocess(lastValue, z.string().default('')).openapi({
        type: 'string',
        example: 'https://files.kernelci.org/',
        param: { required: true, description: 'The page, on a host that `/api/proxy/` allows' },
      }),
    }),
  },
  responses: {
    ...logFailures,
    200: {
      ...answersOrNothing(logFiles, 'The files, as they are listed')[200],
      // of another host: nobody knows how fresh it is
      headers: { ...nothingCode, ...ofEvery },
    },
  },
})

/**
 * How long an answer is given again, in milliseconds, unless `CACHE_TIMEOUT` is less: however many people look at a page
 * of logs, its host is asked at this interval at most. The reference gives an answer again for all of `CACHE_TIMEOUT`,
 * which is long for the folder of a run that is still going on.
 */
const mostKeptMs = 10_000

/** `GET /api/log-downloader/` (api-misc.md 9). */
export function mountLogDownloader(app: HttpApp, { logs, settings }: HttpDependencies): void {
  const keptMs = Math.min(mostKeptMs, settings.cacheTimeoutSeconds * 1000)
  app.openapi(route, async (c) => {
    const files = await logs.list(c.req.valid('query').log_download_url)
    if (files.length === 0) throw new ApiError('no_log_files')
    c.set('again', { goodUntil: Date.now() + keptMs, count: () => {} })
    return jsonAnswer(c, { log_files: files }, 200)
  })
}
