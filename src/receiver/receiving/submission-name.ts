import { randomInt } from 'node:crypto'
import { laneTag } from '../../ingest/spool/waiting/lane.ts'

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const idLength = 32

/**
 * A new id of a submission. It begins with the lane in which those of the origin wait; for the rest it is random,
 * as in the reference: nobody can guess it (ingestion.md 1.4).
 */
export function newSubmissionId(origin: string): string {
  const tag = laneTag(origin)
  const random = () => characters[randomInt(characters.length)]
  return tag + Array.from({ length: idLength - tag.length }, random).join('')
}

/** The name that a submission has in the spool, and then in `archive/` or `failed/`. */
export function submissionFile(id: string): string {
  return `submission-${id}.json`
}
