/** A route of bare Hono that sends bytes from memory: what a warm answer could cost at best. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type BareAnswer, barePath } from './bare-hono.ts'

let answer: BareAnswer = { headers: {}, body: new Uint8Array(), etag: '' }
const app = new Hono()
app.get(barePath, answerTo)
app.post(barePath, async (c) => {
  await c.req.text()
  return answerTo(c)
})
process.on('message', (next: BareAnswer) => {
  answer = next
  process.send?.('ready')
})
const server: Server = createServer(getRequestListener(app.fetch))
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

/** Nothing but its tag to who has it already, whatever the method, as ours. */
function answerTo(c: Context): Response {
  return c.req.header('if-none-match') === answer.etag
    ? c.body(null, 304, { etag: answer.etag })
    : c.body(answer.body, 200, answer.headers)
}
