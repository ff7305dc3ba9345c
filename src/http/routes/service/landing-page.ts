import { html } from 'hono/html'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import type { ServiceStatus } from '../../service-status.ts'
import { pageRoute } from '../page-route.ts'
import { dateAndAge } from './date-and-age.ts'
import { treeListingLink, usualDays } from './tree-listing-link.ts'

/** `GET /`: for people who open the address: what runs, how fresh the data is, where to go on. */
export function mountLandingPage(app: HttpApp, { status }: HttpDependencies): void {
  app.openapi(pageRoute('landing-page', '/'), async (c) =>
    c.html(page(await status(), new URL(c.req.url).hostname)),
  )
}

const style = html`<style>
  :root {
    color-scheme: light dark;
  }
  body {
    font:
      1rem/1.6 system-ui,
      sans-serif;
    max-width: 42rem;
    margin: 3rem auto;
    padding: 0 1rem;
  }
  dt {
    font-weight: 600;
  }
  dd {
    margin: 0 0 0.75rem;
  }
</style>`

function page(status: ServiceStatus, host: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Treeline</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <main>
          <h1>Treeline</h1>
          <p>The backend of a dashboard for kernel CI results.</p>
          <h2>What runs</h2>
          <dl>
            <dt>Version</dt>
            <dd>${status.version}</dd>
            <dt>Roles</dt>
            <dd>${status.roles.join(', ')}</dd>
            <dt>Running since</dt>
            <dd>${time(status.startedAt.toISOString())}</dd>
            ${freshness(status)}
          </dl>
          <h2>Where to go</h2>
          <ul>
            ${trees(status)}
            <li><a href="/api/schema/swagger-ui/">API documentation, to try out</a></li>
            <li><a href="/api/schema/redoc/">API documentation, to read</a></li>
            <li><a href="/api/schema/">OpenAPI document</a></li>
            <li><a href="/readyz">Readiness</a></li>
            ${metrics(status, host)}
          </ul>
        </main>
      </body>
    </html>`
}

function freshness({ freshness: data }: ServiceStatus) {
  return html`
    <dt>Newest checkout</dt>
    <dd>${newestCheckout(data)}</dd>
    <dt>Changes committed so far</dt>
    <dd>${data?.version ?? 'unknown'}</dd>
  `
}

function newestCheckout(data: ServiceStatus['freshness']) {
  if (data === null) return 'unknown: the database does not answer'
  const [newest] = data.newestCheckouts
  if (newest === undefined) return 'none yet'
  const isOld = treeListingLink(data.newestCheckouts, new Date())?.isOld
  const old = html`: lists that look back ${usualDays} days, as they do by default, are empty`
  return html`${time(newest.startTime)}${isOld ? old : ''}`
}

/** To a listing that has content, as far as there is any. */
function trees({ freshness: data }: ServiceStatus) {
  const link = treeListingLink(data?.newestCheckouts ?? [], new Date())
  if (link === null) return ''
  const { path, origin, days } = link
  return html`<li>
    <a href="${path}">Trees of ${origin} with a checkout of the last ${days} days</a> (JSON)
  </li>`
}

/** On the host that was asked: the address that the metrics listen on may be `0.0.0.0`. */
function metrics({ metricsUrl }: ServiceStatus, host: string) {
  if (metricsUrl === null) return ''
  const url = new URL(metricsUrl)
  url.hostname = host
  return html`<li><a href="${url.href}">Metrics</a> (Prometheus)</li>`
}

function time(instant: string) {
  return html`<time datetime="${instant}">${dateAndAge(new Date(instant), new Date())}</time>`
}
