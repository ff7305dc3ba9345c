import { gunzipSync } from 'node:zlib'
import type { IncomingMessage } from 'node:http'
import { startOtherHost, type OtherHost } from './other-host.ts'

/** A storage service on this machine that takes uploads of log excerpts (ingestion.md 2.10). */
export type StorageHost = AsyncDisposable & {
  host: OtherHost
  token: string
  /** What was uploaded, unpacked, by path; how often is not told. */
  files: Map<string, string>
  /** How many uploads were taken. */
  taken: number
  /** The status of its answers; other than 200 it takes nothing. */
  status: number
}

/** Starts one that works. */
export async function startStorageHost(): Promise<StorageHost> {
  const storage = { token: 'of this test', files: new Map<string, string>(), taken: 0, status: 200 }
  const host = await startOtherHost((request, response) => {
    void answer(request).then((status) => response.writeHead(status).end('{}'))
  })
  const answer = async (request: IncomingMessage): Promise<number> => {
    const body = Buffer.concat(await Array.fromAsync(request))
    const { method, url, headers } = request
    if (method !== 'POST' || url !== '/upload') return 404
    if (headers.authorization !== `Bearer ${storage.token}`) return 401
    if (storage.status !== 200) return storage.status
    const form = await new Response(body, {
      headers: { 'Content-Type': headers['content-type'] ?? '' },
    }).formData()
    const [file, path] = [form.get('file0'), form.get('path')]
    if (!(file instanceof File) || !(path instanceof File)) return 400
    const text = gunzipSync(await file.bytes()).toString()
    storage.files.set(`${await path.text()}/${file.name}`, text)
    storage.taken += 1
    return 200
  }
  return Object.assign(storage, { host, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() })
}
