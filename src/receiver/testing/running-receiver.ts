import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT, type JWTPayload } from 'jose'
import { createTestSpool, type TestSpool } from '../../ingest/testing/test-spool.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry, type MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { authentication } from '../authentication/authenticate.ts'
import { secretKey } from '../authentication/secrets.ts'
import { type ReceiverOptions, startReceiver } from '../start-receiver.ts'

/** Long enough for every algorithm, so that a token is refused for its algorithm alone. */
export const testSecret = 'a secret of the tests, '.repeat(3)
/** Of the one token that is revoked. */
export const revokedId = 'revoked'

const testUnifiedSecret = 'another secret of the tests'

/** A receiver with a spool of its own; disposing ends it and removes the spool. */
export type TestReceiver = AsyncDisposable & {
  url: string
  spool: TestSpool
  registry: MetricsRegistry
  /** Posts a document with a good token; JSON of what is no text and no bytes. */
  submit: (document: unknown, more?: RequestInit) => Promise<Response>
  /** What lies below the spool, handled or not, whole or not. */
  stored: () => Promise<string[]>
}

/** Starts a receiver on a free port. */
export async function startTestReceiver(
  options: Partial<ReceiverOptions> = {},
): Promise<TestReceiver> {
  const spool = await createTestSpool()
  const registry = createMetricsRegistry()
  const server = await startReceiver({
    host: '127.0.0.1',
    port: 0,
    keepAliveMs: 5_000,
    spoolDir: spool.folder,
    spoolLimits: { waitingFiles: 1_000, freeBytes: 0 },
    authenticate: authentication(
      { primary: secretKey(testSecret), unified: secretKey(testUnifiedSecret) },
      (id) => id === revokedId,
    ),
    bindsOrigins: false,
    refusesAtOnce: true,
    automaticLab: /^shell$/,
    log: createLog('silent'),
    metrics: registry,
    ...options,
  })
  const token = await tokenFor({ origin: 'maestro' })
  return {
    url: server.url,
    spool,
    registry,
    submit: (document, more = {}) =>
      fetch(`${server.url}/submit`, {
        method: 'POST',
        body: bodyOf(document),
        ...more,
        headers: { Authorization: `Bearer ${token}`, ...more.headers },
      }),
    stored: () => filesBelow(spool.folder),
    [Symbol.asyncDispose]: async () => {
      await server.close(0)
      await spool[Symbol.asyncDispose]()
    },
  }
}

/** A token with these claims, good for an hour unless they say otherwise. */
export function tokenFor(claims: JWTPayload, secret = testSecret, alg = 'HS256'): Promise<string> {
  const payload = { exp: Math.floor(Date.now() / 1000) + 3600, ...claims }
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(secretKey(secret))
}

function bodyOf(document: unknown): string | Buffer<ArrayBuffer> {
  if (document instanceof Uint8Array) return Buffer.from(document)
  return typeof document === 'string' ? document : JSON.stringify(document)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}
