const lineFeed = 10
const endOfHead = '\r\n\r\n'
const endOfPiece = 2

/** What `Server-Timing` says of an answer that was ready (`src/http/ready/ready-metrics.ts`); a list that is made while it is sent says nothing. */
const ready = /\r\nserver-timing: *(?:door|memory|unchanged|file)\b/i

/**
 * Finds where an answer ends, in the bytes of a connection on which one thing is asked after the other. Knows
 * of HTTP what servers here send: a length, pieces, or no body.
 */
export class ResponseReader {
  status = 0
  /** Of the body as it was sent. */
  bodyBytes = 0
  #head = ''
  #wholeHead = ''
  #isHeadRead = false
  #isInPieces = false
  /** Bytes that are still to come of the body, or of the piece with the end of its line. */
  #left = 0
  #isLastPiece = false
  #sizeLine = ''

  /** Whether the answer was not ready. */
  get isMade(): boolean {
    return !ready.test(this.#wholeHead)
  }

  /** Forgets the answer before. */
  begin(): void {
    this.status = 0
    this.bodyBytes = 0
    this.#head = ''
    this.#wholeHead = ''
    this.#isHeadRead = false
    this.#isInPieces = false
    this.#left = 0
    this.#isLastPiece = false
    this.#sizeLine = ''
  }

  /** Takes what arrived; true when the answer has come to its end. */
  take(chunk: Buffer): boolean {
    if (this.#isHeadRead) return this.#takeBody(chunk, 0)
    const end = chunk.indexOf(endOfHead)
    if (end === -1 || this.#head !== '') return this.#takeHeadInParts(chunk)
    this.#readHead(chunk.toString('latin1', 0, end))
    return this.#takeBody(chunk, end + endOfHead.length)
  }

  #takeHeadInParts(chunk: Buffer): boolean {
    const before = this.#head.length
    this.#head += chunk.toString('latin1')
    const end = this.#head.indexOf(endOfHead)
    if (end === -1) return false
    this.#readHead(this.#head.slice(0, end))
    return this.#takeBody(chunk, end + endOfHead.length - before)
  }

  #readHead(head: string): void {
    this.#isHeadRead = true
    this.#wholeHead = head
    this.status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
    if (this.status === 304 || this.status === 204) return
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    this.#isInPieces = length === undefined
    this.#left = Number(length ?? 0)
    if (!this.#isInPieces) this.bodyBytes = this.#left
  }

  #takeBody(chunk: Buffer, from: number): boolean {
    if (this.#isInPieces) return this.#takePieces(chunk, from)
    this.#left -= chunk.length - from
    if (this.#left < 0) throw new Error('more arrived than was asked for')
    return this.#left === 0
  }

  #takePieces(chunk: Buffer, from: number): boolean {
    let at = from
    while (at < chunk.length) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, chunk.length - at)
        this.#left -= taken
        at += taken
        continue
      }
      const end = chunk.indexOf(lineFeed, at)
      this.#sizeLine += chunk.toString('latin1', at, end === -1 ? chunk.length : end)
      if (end === -1) return false
      at = end + 1
      this.#beginPiece()
    }
    return this.#isLastPiece && this.#left === 0
  }

  #beginPiece(): void {
    const size = Number.parseInt(this.#sizeLine, 16)
    if (Number.isNaN(size)) throw new Error('a piece of an answer has no size')
    this.#sizeLine = ''
    this.#isLastPiece = size === 0
    this.#left = size + endOfPiece
    this.bodyBytes += size
  }
}
