import { RawConnection } from '../../src/testing/http/raw-connection.ts'

const everyMs = 500

/**
 * Sends a body that never ends, a byte at a time, until the receiver has had enough.
 *
 * @returns the status that it answers with; undefined when it just ends the connection
 */
export async function drip(receiver: string, token: string): Promise<number | undefined> {
  const head = `POST /submit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`
  using connection = await RawConnection.open(receiver, `${head}Content-Length: 1000000\r\n\r\n`)
  const timer = setInterval(() => connection.send(' '), everyMs)
  try {
    return (await connection.answer())?.status
  } finally {
    clearInterval(timer)
  }
}
