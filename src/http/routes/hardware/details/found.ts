import type { HardwareResult } from '../../../../read/hardware/details/hardware-request.ts'
import { ApiError } from '../../../errors/api-error.ts'
import type { ErrorCode } from '../../../errors/catalogue.ts'

/**
 * The body of a result; the other outcomes are answers of the error catalogue (hardware.md 6.1, 7.1).
 *
 * @param nothing what says that there is none in the window
 */
export function found<Body>(result: HardwareResult<Body>, nothing: ErrorCode): Body {
  if (result.found === 'results') return result.body
  throw new ApiError(result.found === 'nothing' ? nothing : 'no_hardware_commits')
}
