import { html } from 'hono/html'
import type { HttpApp } from '../../http-app.ts'
import { pageRoute } from '../page-route.ts'
import { answerAsset, type Asset } from './asset.ts'

/** `validatorUrl: null`: the page must not send the address of the document to an outside host. */
const initializer = `window.ui = SwaggerUIBundle({
  url: '../?format=json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
})
`

const assets = new Map<string, Asset>([
  [
    'swagger-ui.css',
    { type: 'text/css', file: import.meta.resolve('swagger-ui-dist/swagger-ui.css') },
  ],
  [
    'swagger-ui-bundle.js',
    { type: 'text/javascript', file: import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js') },
  ],
  [
    'favicon.png',
    { type: 'image/png', file: import.meta.resolve('swagger-ui-dist/favicon-32x32.png') },
  ],
  ['initializer.js', { type: 'text/javascript', text: initializer }],
])

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>KernelCI Dashboard API</title>
      <link rel="icon" href="favicon.png" />
      <link rel="stylesheet" href="swagger-ui.css" />
    </head>
    <body>
      <div id="swagger-ui"></div>
      <script src="swagger-ui-bundle.js"></script>
      <script src="initializer.js"></script>
    </body>
  </html>`

/** `GET /api/schema/swagger-ui/` and its files (api-misc.md 1.17). */
export function mountSwaggerUi(app: HttpApp): void {
  app.openapi(pageRoute('swagger-ui', '/api/schema/swagger-ui/'), (c) => c.html(page))
  app.openapi(pageRoute('swagger-ui-file', '/api/schema/swagger-ui/{file}'), (c) =>
    answerAsset(c, assets, c.req.param('file')),
  )
}
