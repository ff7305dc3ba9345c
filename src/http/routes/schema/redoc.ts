import { html } from 'hono/html'
import type { HttpApp } from '../../http-app.ts'
import { pageRoute } from '../page-route.ts'
import { answerAsset, type Asset } from './asset.ts'

const assets = new Map<string, Asset>([
  [
    'redoc.standalone.js',
    { type: 'text/javascript', file: import.meta.resolve('redoc/bundles/redoc.standalone.js') },
  ],
])

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>KernelCI Dashboard API</title>
      <link rel="icon" href="data:," />
      <style>
        body {
          margin: 0;
        }
      </style>
    </head>
    <body>
      <redoc spec-url="../?format=json"></redoc>
      <script src="redoc.standalone.js"></script>
    </body>
  </html>`

/** `GET /api/schema/redoc/` and its file (api-misc.md 1.17). */
export function mountRedoc(app: HttpApp): void {
  app.openapi(pageRoute('redoc', '/api/schema/redoc/'), (c) => c.html(page))
  app.openapi(pageRoute('redoc-file', '/api/schema/redoc/{file}'), (c) =>
    answerAsset(c, assets, c.req.param('file')),
  )
}
