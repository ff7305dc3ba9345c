import { STATUS_CODES } from 'node:http'

/** An answer as it goes over a connection that node no longer writes answers to: the last one there. */
export async function answerBytes(answer: Response): Promise<Buffer> {
  const body = Buffer.from(await answer.arrayBuffer())
  const headers = new Headers(answer.headers)
  headers.set('Date', new Date().toUTCString())
  headers.set('Connection', 'close')
  headers.set('Content-Length', String(body.length))
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`)
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n`
  return Buffer.concat([Buffer.from(`${status}${lines.join('')}\r\n`, 'latin1'), body])
}
