import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { type Block, readBlocks } from './blocks.ts'

/** The page that leads to all others. */
const contents = 'docs/operations.md'
const link = /\]\((operations\/[\w-]+\.md)\)/g

export type BookPage = { path: string; blocks: Block[] }

/** The pages of the book in the order in which its contents lead to them, each once. */
export function readBook(): BookPage[] {
  const links = [...readFileSync(contents, 'utf8').matchAll(link)].map(([, path = '']) => path)
  return [...new Set(links)].map((linked) => {
    const path = posix.join('docs', linked)
    return { path, blocks: readBlocks(readFileSync(path, 'utf8')) }
  })
}
