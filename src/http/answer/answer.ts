import type { Header } from './header.ts'
import type { BodyWithHead } from './packed-body.ts'

/** What a request is answered with, but for the headers that depend on who asked. */
export type Answer = {
  status: number
  head: readonly Header[]
  body: BodyWithHead['body']
}
