import type { KeptResponse } from '../response-store.ts'

/** An answer with a body of so many bytes. */
export function keptResponse(bytes: number): KeptResponse {
  return {
    dataset: 'd',
    version: 1,
    scopes: null,
    etag: 'W/"e"',
    headers: '[]',
    made_at: 5,
    length: 9,
    coding: 'zstd',
    body: Buffer.alloc(bytes, 'a'),
  }
}
