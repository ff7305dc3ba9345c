import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'

const answerMsMax = 30_000
/** The certificate of the run is nobody's. */
const agent = new Agent({ rejectUnauthorized: false })

const jsonHead = { 'content-type': 'application/json' }

export type Answer = { status: number | undefined; body: string }

/**
 * Asks over TLS, with the path exactly as it is given.
 *
 * @param sent a body of JSON, which makes it a POST
 */
export async function askNginx(port: number, path: string, sent?: string): Promise<Answer> {
  const signal = AbortSignal.timeout(answerMsMax)
  return new Promise((resolve, reject) => {
    const how = sent === undefined ? {} : { method: 'POST', headers: jsonHead }
    const where = { host: '127.0.0.1', port, path, agent, signal }
    const asking = request({ ...where, ...how }, (response) => {
      const { statusCode: status } = response
      text(response).then((body) => resolve({ status, body }), reject)
    })
    asking.on('error', reject).end(sent)
  })
}
