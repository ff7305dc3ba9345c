import { describe, expect, it } from 'vitest'
import { isUri } from './uri.ts'

describe('isUri (submission-format.md 2.7)', () => {
  it.each([
    'https://a.b/c',
    'http://x',
    'ftp://x/y',
    'foo:bar',
    'mailto:a@b',
    'urn:x:y',
    'https://',
    'https:///x',
    'https://a/%20',
    'https://[::1]/',
    'https://[2001:db8::7]:80/a?b#c',
    'https://[v1.fe80::a+en1]/',
    'https://a/#frag',
    'https://a:99999/',
    'https://a:/',
    'https://user:p@h/',
    'HTTPS://A',
    "https://a/'x'",
    'https://a?q=1/?#f/?',
    'foo:',
    'foo:/bar',
    'foo:a//b',
  ])('accepts %s', (text) => {
    expect(isUri(text)).toBe(true)
  })

  it.each([
    'https://a b',
    'https://exämple.org/',
    'https://a/%zz',
    'https://a/%2',
    'https://[bad',
    'https://[bad]/',
    'https://[fe80::1%eth0]/',
    'https://[::1]x/',
    'https://a:b/',
    'https://a@b@c/',
    '/rel',
    '',
    'x',
    'https://a/?q=[1]',
    'https://a/x|y',
    'https://a/{x}',
    'https://a/\\',
    'https://a/^',
    'https://a/`',
    'https://a/"',
    'https://a/<b>',
    'https://a/#b#c',
    '1http://x',
    ':x',
    'https://a/\n',
    'https://a/\0',
  ])('rejects %j', (text) => {
    expect(isUri(text)).toBe(false)
  })

  it('takes linear time', () => {
    const started = performance.now()
    for (const part of ['a', 'a@', '%20', '[', ':', '/']) {
      isUri(`https://${part.repeat(1_000_000)} `)
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
