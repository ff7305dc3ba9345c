import { randomInt } from 'node:crypto'

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const idLength = 32

/** A new id of a submission: as in the reference, nobody can guess it (ingestion.md 1.4). */
export function newSubmissionId(): string {
  return Array.from({ length: idLength }, () => characters[randomInt(characters.length)]).join('')
}

/** The name that a submission has in the spool, and then in `archive/` or `failed/`. */
export function submissionFile(id: string): string {
  return `submission-${id}.json`
}
