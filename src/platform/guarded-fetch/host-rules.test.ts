import { describe, expect, it } from 'vitest'
import { isAllowed, parseHostRule } from './host-rules.ts'

const allowed = (rule: string, url: string) => {
  const parsed = parseHostRule(rule)
  if (parsed === null) throw new Error(`no rule: ${rule}`)
  return isAllowed(new URL(url), [parsed])
}

describe('isAllowed', () => {
  it.each([
    ['files.kernelci.org', 'https://files.kernelci.org/a'],
    ['files.kernelci.org', 'http://files.kernelci.org/a'],
    ['files.kernelci.org', 'https://files.kernelci.org:443/a'],
    ['Files.KernelCI.org', 'https://FILES.kernelci.ORG/a'],
    ['*.kernelci.org', 'https://a.b.kernelci.org/'],
    ['*.kernelci.org', 'https://xn--bcher-kva.kernelci.org/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['files.example.org:443', 'https://files.example.org/'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/a/b'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/a..b/..c//d+%2F'],
    ['files.example.org', 'https://files.example.org/a/%2e%2e%2fb'],
  ])('%s allows %s', (rule, url) => expect(allowed(rule, url)).toBe(true))

  it.each([
    ['*.kernelci.org', 'https://kernelci.org/'],
    ['*.kernelci.org', 'https://evilkernelci.org/'],
    ['*.kernelci.org', 'https://kernelci.org.example.com/'],
    ['*.kernelci.org', 'https://.kernelci.org/'],
    ['*.kernelci.org', 'https://files.kernelci.org./'],
    ['files.kernelci.org', 'https://files.kernelci.org:8443/'],
    ['files.kernelci.org', 'https://files.kernelci.org:80/'],
    ['files.kernelci.org', 'http://files.kernelci.org:443/'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8081/'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket2/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/../other/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/%2e%2e/other/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/..%2fother/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/..%5Cother/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/%2e%2e%2fother/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/%252e%252e%252fother/a'],
    ['s3.example.org/bucket/', 'https://s3.example.org/bucket/a/%25252e.%25255cother'],
    ['s3.example.org/bucket/', 'https://s3.example.org//bucket/a'],
  ])('%s does not allow %s', (rule, url) => expect(allowed(rule, url)).toBe(false))
})

it.each([
  '',
  '*',
  '*kernelci.org',
  'a.*.org',
  'https://files.kernelci.org',
  'files.kernelci.org/folder',
  'files.kernelci.org/?a=/',
  'files.kernelci.org:port',
  'files.kernelci.org:99999',
  'user@files.kernelci.org',
  'a b',
  'a\\b',
  '::1',
])('%j is no rule', (text) => expect(parseHostRule(text)).toBeNull())
