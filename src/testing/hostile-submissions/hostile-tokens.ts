import { createHmac } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'

/** A good token of a receiver's secret, and headers `Authorization` that must not let anybody in. */
export type Tokens = { good: string; bad: readonly string[] }

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const hour = 3_600

/** Tokens that try what readers of JWTs have fallen for. */
export async function tokensOf(secret: string): Promise<Tokens> {
  const now = Math.floor(Date.now() / 1000)
  const claims: JWTPayload = { origin: 'o', exp: now + hour }
  const signed = (more: JWTPayload, by = secret) =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(by))
  /** Whatever its header says, it is signed as HS256 is. */
  const crafted = (header: object, payload: unknown = claims, by = secret) => {
    const text = `${part(header)}.${part(payload)}`
    return `${text}.${createHmac('sha256', by).update(text).digest('base64url')}`
  }
  const good = await signed({})
  const [head = '', payload = '', signature = ''] = good.split('.')
  const tokens = [
    '',
    'a.b.c',
    `${good}x`,
    `${head}.${payload}.`,
    `${head}.${payload}`,
    `${head}.${part({ ...claims, origin: 'other' })}.${signature}`,
    await signed({ exp: 1 }),
    await signed({ nbf: now + hour }),
    await signed({ iat: now + hour }),
    await signed({ aud: 'somebody' }),
    await signed({ origin: '' }),
    await signed({}, 'guessed'),
    crafted({ alg: 'HS256' }, claims, ''),
    ...['none', 'None', 'NONE', ''].map((alg) => `${part({ alg, typ: 'JWT' })}.${payload}.`),
    ...['none', 'HS384', 'HS512', 'RS256', 'ES256', 'EdDSA', 'hs256'].map((alg) =>
      crafted({ alg }),
    ),
    crafted({ alg: 'HS256', crit: ['kid'], kid: 'x' }),
    crafted({ alg: 'HS256', crit: ['b64'], b64: false }),
    // a key that the token brings along, or says where to find
    crafted({ alg: 'HS256', kid: '../../../../dev/null' }, claims, ''),
    crafted({ alg: 'HS256', kid: `' union select '' -- ` }, claims, ''),
    crafted({ alg: 'HS256', jwk: { kty: 'oct', k: part('mine') } }, claims, 'mine'),
    crafted({ alg: 'HS256', jku: 'http://127.0.0.1:9/keys' }, claims, 'mine'),
    crafted({ alg: 'HS256' }, { ...claims, exp: 'never' }),
    crafted({ alg: 'HS256' }, { ...claims, exp: 1e300 * -1 }),
    crafted({ alg: 'HS256' }, { ...claims, origin: { toString: 'o' } }),
    crafted({ alg: 'HS256' }, null),
    crafted({ alg: 'HS256' }, [claims]),
  ]
  return {
    good,
    bad: [
      '',
      `Authorization: ${good}\r\n`,
      `Authorization: Bearer\r\n`,
      `Authorization: ${'x'.repeat(20_000)}\r\n`,
      `Cookie: token=${good}\r\nProxy-Authorization: Bearer ${good}\r\n`,
      `Authorization: Bearer a.b.c\r\nAuthorization: Bearer ${good}\r\n`,
      ...tokens.map((token) => `Authorization: Bearer ${token}\r\n`),
    ],
  }
}
