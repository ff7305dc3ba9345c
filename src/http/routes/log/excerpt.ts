import { LogRefused } from '../../../read/logs/log-refused.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { pageRoute } from '../page-route.ts'
import { streamLog } from './stream-log.ts'

/**
 * `GET /api/logexcerpt/{hash}/logexcerpt.txt.gz`: an excerpt at the address that rows know of it, where
 * it is kept on this machine (docs/operations/log-excerpts.md). No part of the API: pages find the
 * address in `output_files` and ask `/api/proxy/` for it, as for any other.
 */
export function mountExcerpt(app: HttpApp, { logs }: HttpDependencies): void {
  app.openapi(pageRoute('logExcerpt', '/api/logexcerpt/{hash}/logexcerpt.txt.gz'), async (c) => {
    const log = await logs.excerpt(c.req.param('hash'))
    if (log === null) throw new LogRefused(404)
    return streamLog(c, log, c.req.url)
  })
}
