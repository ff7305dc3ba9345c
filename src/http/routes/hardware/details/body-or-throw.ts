import type { HardwareResult } from '../../../../read/hardware/details/hardware-request.ts'
import { ApiError } from '../../../errors/api-error.ts'
import type { ErrorCode } from '../../../errors/catalogue.ts'

/**
 * The body of a result about a hardware (hardware.md 6.1, 7.1).
 *
 * @param nothing the error when the window holds nothing of it
 * @throws ApiError `nothing`, or `no_hardware_commits` when no tree has a head that was tested on it
 */
export function bodyOrThrow<Body>(result: HardwareResult<Body>, nothing: ErrorCode): Body {
  if (result.found === 'results') return result.body
  throw new ApiError(result.found === 'nothing' ? nothing : 'no_hardware_commits')
}
