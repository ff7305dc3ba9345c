import { ApiError } from '../errors/api-error.ts'
import { refusalOfShape } from './body-shape.ts'

/** As large as the reference accepts (api-misc.md 1.15). */
export const mostBodyBytes = 2_621_440

/**
 * The body of a request as JSON, whatever its `Content-Type` says (hardware.md 1.1).
 *
 * @throws ApiError when it is too large, has too many values, is nested too deep, no JSON in UTF-8, or holds NUL, which no stored text has and
 *   PostgreSQL refuses in a condition
 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request)
  const refusal = refusalOfShape(bytes)
  if (refusal !== undefined) throw new ApiError(refusal)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const json: unknown = JSON.parse(text)
    // JSON has no other way to write it
    if (text.includes(nul) && holdsNul(json)) throw new SyntaxError('a text holds NUL')
    return json
  } catch (cause) {
    throw new ApiError('invalid_body', { cause })
  }
}

async function readBytes(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('content-length')) > mostBodyBytes) {
    throw new ApiError('body_too_large')
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    // a body without a declared length is measured as it comes
    if (size > mostBodyBytes) throw new ApiError('body_too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const nul = String.raw`\u0000`

/** Whether some text or name in it does. */
function holdsNul(json: unknown): boolean {
  if (typeof json === 'string') return json.includes('\0')
  if (typeof json !== 'object' || json === null) return false
  if (Array.isArray(json)) return json.some(holdsNul)
  return Object.entries(json).some(([name, value]) => name.includes('\0') || holdsNul(value))
}
