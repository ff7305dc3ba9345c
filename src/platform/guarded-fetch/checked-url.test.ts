import { describe, expect, it } from 'vitest'
import { checkedUrl } from './checked-url.ts'
import { FetchError } from './fetch-error.ts'
import { parseHostRule } from './host-rules.ts'

const rules = ['*.kernelci.org', 's3.amazonaws.com/arr-cki-prod-trusted-artifacts/']
  .map(parseHostRule)
  .filter((rule) => rule !== null)

const problemOf = (url: string) => {
  try {
    return checkedUrl(url, rules).href
  } catch (error) {
    return error instanceof FetchError ? error.problem : error
  }
}

describe('checkedUrl', () => {
  it.each([
    ['https://files.kernelci.org//a//b+c%2Fd%20e?x=1+2', 'as it is'],
    ['https://files.kernelci.org/a/..%2Fb', 'an encoded slash is no slash'],
  ])('keeps %s: %s', (url) => expect(problemOf(url)).toBe(url))

  it.each([
    ['HTTPS://FILES.KERNELCI.ORG/A', 'https://files.kernelci.org/A'],
    ['https://files.kernelci.org:443/a', 'https://files.kernelci.org/a'],
    ['https://files.kernelci.org', 'https://files.kernelci.org/'],
    ['https://files.kernelci.org/a/../b', 'https://files.kernelci.org/b'],
    ['https://%66iles.kernelci.org/a', 'https://files.kernelci.org/a'],
    ['https://files。kernelci。org/a', 'https://files.kernelci.org/a'],
    ['https://ｆiles.kernelci.org/a', 'https://files.kernelci.org/a'],
  ])('reads %s as a browser does', (url, href) => expect(problemOf(url)).toBe(href))

  it.each([
    '',
    'not a url',
    'files.kernelci.org/a',
    '//files.kernelci.org/a',
    'https:/files.kernelci.org/a',
    'https:files.kernelci.org/a',
    'https:///files.kernelci.org/a',
    'http://:80/',
    'http://?files.kernelci.org',
    'http://#files.kernelci.org',
    'ftp://files.kernelci.org/a',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'gopher://files.kernelci.org/_',
    'http://[::1/',
    'http://[fe80::1%25eth0]/',
    'http://files.kernelci.org:99999/',
    'http://files.kernelci.org:http/',
    'http://127.0.0.1\\@files.kernelci.org/../a',
    'http://127.0.0.1:8080\\@files.kernelci.org/',
    'https:\\\\files.kernelci.org\\a',
    'https://files.kernelci.org/a\\b',
    ' https://files.kernelci.org/a',
    'https://files.kernelci.org/a ',
    'https://files.kernelci.org/a\r\nHost: evil',
    'https://files.ker\tnelci.org/a',
    'ht\ntps://files.kernelci.org/a',
    'https://files.kernelci.org/\u0000',
    'https://user@files.kernelci.org/',
    'https://user:password@files.kernelci.org/',
    'https://:password@files.kernelci.org/',
    'https://evil.example@files.kernelci.org/',
    'https://files%00.kernelci.org/',
    'https://files%2f.kernelci.org/',
  ])('takes %j for no address', (url) => expect(problemOf(url)).toBe('invalid_url'))

  it.each([
    'https://kernelci.org/x',
    'https://evilkernelci.org/x',
    'https://kernelci.org.example.com/x',
    'https://example.com/?.kernelci.org',
    'https://example.com/#.kernelci.org',
    'https://example.com/files.kernelci.org',
    'https://files.kernelci.org./x',
    'https://files.kernelci.org:8443/x',
    'https://files.kernelci.org:22/x',
    'https://files.kernеlci.org/x', // a Cyrillic letter
    'https://files.kernelci.org%2eevil.example/x',
    'https://files.kernelci.org%23.evil.example/x',
    'http://127.0.0.1/x',
    'http://2130706433/x',
    'http://0x7f000001/x',
    'http://0177.0.0.1/x',
    'http://0x7f.1/x',
    'http://127.1/x',
    'http://0/x',
    'http://[::1]/x',
    'http://[::ffff:7f00:1]/x',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/x',
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.google.internal/',
    'http://localhost/x',
    'http://localhost./x',
    'http://①②⑦.⓪.⓪.①/x',
    'https://s3.amazonaws.com/other/x',
    'https://s3.amazonaws.com/arr-cki-prod-trusted-artifacts/../other/x',
    'https://s3.amazonaws.com/arr-cki-prod-trusted-artifacts/%2E%2E/other/x',
    'https://s3.amazonaws.com/arr-cki-prod-trusted-artifacts/..%2fother/x',
    'https://s3.amazonaws.com/arr-cki-prod-trusted-artifactsx/x',
  ])('does not allow %s', (url) => {
    expect(['host_not_allowed', 'invalid_url']).toContain(problemOf(url))
  })
})
