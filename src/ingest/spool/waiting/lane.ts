import { hash } from 'node:crypto'

/** Characters of a submission's id that say whose it is. */
const tagLength = 2

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Names that receivers give (ingestion.md 1.4). */
const received = /^submission-([A-Za-z0-9]{32})\.json$/

/** Files that somebody put into the spool: their names say nothing that could be relied upon. */
const droppedFiles = ''

/** How a receiver marks the id of a submission, so that its file says in which lane it waits. */
export function laneTag(origin: string): string {
  const digest = hash('sha256', origin, 'buffer')
  return Array.from({ length: tagLength }, (_, index) => letters[(digest[index] ?? 0) % 62]).join(
    '',
  )
}

/**
 * The lane in which a file waits. Those of one origin that came over HTTP share a lane, of which there are
 * 3,844 (two of twenty origins meet in one out of twenty installations); everything else is one lane. Ids of
 * other receivers are random, so that their files are spread over all lanes.
 */
export function laneOf(name: string): string {
  return received.exec(name)?.[1]?.slice(0, tagLength) ?? droppedFiles
}

/** Whether a receiver gave the file its name, which it does when the file is complete (ingestion.md 1.4). */
export function isReceived(name: string): boolean {
  return received.test(name)
}
