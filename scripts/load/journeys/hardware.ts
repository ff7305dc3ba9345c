import { ask, part, post } from '../ask.ts'
import type { Target } from '../target.ts'

/** What was tested on which hardware in the last days. */
export function hardwareListing(target: Target): void {
  const { start, end } = target.window
  const span = `startTimestampInSeconds=${start}&endTimestampInSeconds=${end}`
  ask(target, 'hardware listing', `/api/hardware/?${span}&origin=${part(target.origin)}`)
}

/** One platform: all that ran on it, and its counts. */
export function hardwareDetails(target: Target): void {
  const { start, end } = target.window
  const body = {
    origin: target.origin,
    startTimestampInSeconds: start,
    endTimestampInSeconds: end,
    selectedCommits: {},
    filter: {},
  }
  const path = `/api/hardware/${part(target.hardware)}`
  post(target, 'hardware details', path, body)
  post(target, 'hardware summary', `${path}/summary`, body)
}
