import type { DetailsResult } from '../../../read/trees/details-result.ts'
import { ApiError } from '../../errors/api-error.ts'

/** The body of a result; the other outcomes are answers of the error catalogue (trees.md 7.4, O23, O24). */
export function found<Body>(result: DetailsResult<Body>): Body {
  if (result.found === 'results') return result.body
  throw new ApiError(result.found === 'nothing' ? 'no_results' : 'no_builds')
}
