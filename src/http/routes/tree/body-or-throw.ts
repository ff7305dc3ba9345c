import type { DetailsResult } from '../../../read/trees/details-result.ts'
import { ApiError } from '../../errors/api-error.ts'

/**
 * The body of a result about a commit (trees.md 7.4, O23, O24).
 *
 * @throws ApiError `no_builds` or `no_results` when there is none
 */
export function bodyOrThrow<Body>(result: DetailsResult<Body>): Body {
  if (result.found === 'results') return result.body
  throw new ApiError(result.found === 'nothing' ? 'no_results' : 'no_builds')
}
