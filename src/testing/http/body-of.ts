import type { DetailsResult } from '../../read/trees/details-result.ts'

/** What a details route answers when it finds something; a test that finds nothing fails. */
export function bodyOf<Body>(result: DetailsResult<Body>): Body {
  if (result.found !== 'results') throw new Error(`found ${result.found}`)
  return result.body
}
