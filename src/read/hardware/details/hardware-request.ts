import type { SelectedCommits } from '../../../domain/hardware-details/select-commits.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'

/** Which hardware a page is about, whose tests on it, and of when (hardware.md 4.1). */
export type HardwareRequest = {
  readonly hardwareId: string
  /** Origin of the tests. */
  readonly origin: string
  readonly window: TimeWindow
  readonly selectedCommits: SelectedCommits
}

/** `no-commits`: no tree has a head that was tested on it; `nothing`: none of its tests are in the window. */
export type HardwareResult<Body> =
  | { found: 'no-commits' }
  | { found: 'nothing' }
  | { found: 'results'; body: Body }
