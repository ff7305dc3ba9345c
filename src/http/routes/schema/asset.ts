import { readFile } from 'node:fs/promises'
import type { Context } from 'hono'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpEnv } from '../../http-app.ts'

/** A file of an installed package, by its address, or a text of our own. */
export type Asset = { type: string } & ({ file: string } | { text: string })

/** Files change with the version of a package only, and pages that miss a change for a day do no harm. */
const cacheControl = 'max-age=86400'

/** Answers with a file of the documentation pages, so that they need no outside host. */
export async function answerAsset(
  c: Context<HttpEnv>,
  assets: ReadonlyMap<string, Asset>,
  name: string,
): Promise<Response> {
  const asset = assets.get(name)
  if (asset === undefined) throw new ApiError('not_found')
  const body = 'text' in asset ? asset.text : new Uint8Array(await readFile(new URL(asset.file)))
  return c.body(body, 200, { 'Content-Type': asset.type, 'Cache-Control': cacheControl })
}
