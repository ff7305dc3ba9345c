import type { Coding } from '../ready/coding.ts'
import type { Header } from './header.ts'

/** The headers of a body that is at hand as a whole. */
export function bodyHead(coding: Coding, body: Uint8Array): Header[] {
  const length: Header = ['content-length', String(body.length)]
  return coding === 'identity' ? [length] : [length, ['content-encoding', coding]]
}
