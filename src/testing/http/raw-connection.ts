import { connect, type Socket } from 'node:net'

/** An answer as it came over the wire. */
export type RawAnswer = { status: number; headers: Headers; body: string }

/**
 * A connection for what no client library would send: bytes as they are, and the answers that come
 * back, one after the other.
 */
export class RawConnection implements Disposable {
  readonly socket: Socket
  #received = Buffer.alloc(0)
  #hasEnded = false
  #news = Promise.withResolvers<void>()

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('error', () => {})
    socket.on('connect', () => this.#tell())
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes])
      this.#tell()
    })
    for (const end of ['end', 'close']) {
      socket.on(end, () => {
        this.#hasEnded = true
        this.#tell()
      })
    }
  }

  /**
   * Connects to a server and sends something at once.
   *
   * @param staysOpen keeps the way to the server open when the server has closed the other one
   */
  static async open(url: string, bytes = '', { staysOpen = false } = {}): Promise<RawConnection> {
    const { port, hostname: host } = new URL(url)
    const allowHalfOpen = staysOpen
    const connection = new RawConnection(connect({ port: Number(port), host, allowHalfOpen }))
    await connection.#until(() => !connection.socket.connecting)
    connection.send(bytes)
    return connection
  }

  send(bytes: string): void {
    this.socket.write(bytes, 'latin1', () => {})
  }

  /**
   * The next answer; undefined when the server closed the connection before there was one.
   *
   * @param hasBody false for the answer to HEAD
   */
  async answer({ hasBody = true } = {}): Promise<RawAnswer | undefined> {
    const end = () => this.#received.indexOf('\r\n\r\n')
    await this.#until(() => end() !== -1 || this.#hasEnded)
    if (end() === -1) return undefined
    const [statusLine = '', ...lines] = this.#received.toString('latin1', 0, end()).split('\r\n')
    const headers = new Headers(lines.map((line) => split(line)))
    const start = end() + 4
    const length = hasBody ? Number(headers.get('content-length') ?? 0) : 0
    await this.#until(() => this.#received.length >= start + length || this.#hasEnded)
    const body = this.#received.toString('utf8', start, start + length)
    this.#received = this.#received.subarray(start + length)
    return { status: Number(statusLine.split(' ')[1]), headers, body }
  }

  /** Waits until the server has said that it sends no more. */
  async ended(): Promise<void> {
    await this.#until(() => this.#hasEnded)
  }

  /** Waits until nothing can be sent any more either. */
  async closed(): Promise<void> {
    await this.#until(() => this.socket.closed)
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.#news.promise
  }

  #tell(): void {
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }
}

function split(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).trim()]
}
