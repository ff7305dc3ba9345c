import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'

const answerMsMax = 30_000
/** The certificate of the run is nobody's. */
const agent = new Agent({ rejectUnauthorized: false })

export type Answer = { status: number | undefined; body: string }

/** Asks over TLS, with the path exactly as it is given. */
export async function askNginx(port: number, path: string): Promise<Answer> {
  const signal = AbortSignal.timeout(answerMsMax)
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, agent, signal }, (response) => {
      const { statusCode: status } = response
      text(response).then((body) => resolve({ status, body }), reject)
    })
    asking.on('error', reject).end()
  })
}
