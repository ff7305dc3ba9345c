import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { basename } from 'node:path'

/**
 * For work that nobody waits for. Beside one thread of usual priority such work gets a tenth of a processor, so that it
 * goes on however much is asked; with `PRIORITY_LOW` (19) it would be a seventieth.
 */
const unawaited = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * For long work that somebody waits for while others ask for little: a third of a processor beside one thread of usual priority. With
 * a tenth, six lists of 600,000 tests took 229 s where other programs wanted both processors, and 78 with the usual one.
 */
export const longWorkPriority = 5

/** The thread that calls gives way to others of the machine from now on, where threads have priorities of their own. */
export function threadGivesWay(): void {
  unlessRefused(() => lower(Number(basename(readlinkSync('/proc/thread-self'))), unawaited))
}

/**
 * This process gives way, with all threads that it has and starts. What it starts does so as well, and most users may
 * take none of it back: no process may call this that starts one which others wait for.
 */
export function processGivesWay(): void {
  unlessRefused(() =>
    readdirSync('/proc/self/task')
      .map(Number)
      .forEach((id) => lower(id, unawaited)),
  )
}

/**
 * Another process gives way, if we may tell it to. Where Linux shares processors between sessions first (autogroup), a
 * priority means nothing outside of one: of a process that leads a session, as each of PostgreSQL's does, the session
 * gives way as well.
 */
export function otherGivesWay(pid: number, priority = unawaited): void {
  unlessRefused(() => lower(pid, priority))
  unlessRefused(() => {
    if (sessionOf(pid) === pid) writeFileSync(`/proc/${pid}/autogroup`, String(priority))
  })
}

/** The process that leads the session of this one. */
function sessionOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // the name, in parentheses, may hold anything; state, parent, group, session come after it
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3])
}

function lower(id: number, priority: number): void {
  if (getPriority(id) < priority) setPriority(id, priority)
}

/** Priorities are a favour: where the system has none for threads, or does not let us, all is as it was. */
function unlessRefused(ask: () => void): void {
  try {
    ask()
  } catch {
    // as it was
  }
}
