import { expect, it } from 'vitest'
import { attachment } from './attachment.ts'
import { harmlessType } from './harmless-type.ts'

it.each([
  ['text/plain', 'text/plain'],
  ['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
  ['TEXT/PLAIN;charset="ISO-8859-1"; x=y', 'text/plain; charset=ISO-8859-1'],
  ['text/plain; charset=<script>', 'text/plain'],
  ['application/json; charset=utf-8', 'text/plain; charset=utf-8'],
  ['application/gzip', 'application/gzip'],
  ['application/x-gzip', 'application/gzip'],
  ['text/html', 'text/plain'],
  ['text/html; charset=utf-8', 'text/plain; charset=utf-8'],
  ['Text/HTML ; Charset=UTF-8', 'text/plain; charset=UTF-8'],
  ['application/xhtml+xml', 'text/plain'],
  ['image/svg+xml', 'text/plain'],
  ['text/xml', 'text/plain'],
  ['application/xml', 'text/plain'],
  ['application/rss+xml', 'text/plain'],
  ['text/javascript', 'text/plain'],
  ['application/javascript', 'text/plain'],
  ['text/css', 'text/plain'],
  ['text/x-log', 'text/plain'],
  ['application/vnd.api+json', 'text/plain'],
  ['application/x-yaml', 'text/plain'],
  ['image/png', 'application/octet-stream'],
  ['application/pdf', 'application/octet-stream'],
  ['application/x-shockwave-flash', 'application/octet-stream'],
  ['multipart/x-mixed-replace; boundary=x', 'application/octet-stream'],
  ['message/rfc822', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
  ['text/html, text/plain', 'application/octet-stream'],
  ['text', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  [undefined, 'application/octet-stream'],
])('%j is sent as %s', (claimed, type) => expect(harmlessType(claimed)).toBe(type))

it.each([
  ['https://h/a/build.log.gz?x=/y', 'build.log.gz'],
  ['https://h/a/folder/', 'folder'],
  ['https://h/', 'log'],
  ['https://h/a%22%0d%0ab.html', 'a___b.html'],
  ['https://h/ü', '_____'.slice(0, 2)],
  ['https://h/..hidden', 'hidden'],
  ['https://h/a;b"c', 'a_b_c'],
  ['https://h/c++_%2F', 'c++__'],
  [`https://h/${'x'.repeat(300)}`, 'x'.repeat(100)],
])('%s is saved as %s', (url, name) => {
  expect(attachment(url)).toBe(`attachment; filename="${name}"`)
})
