import type { Tally } from '../checks/tally.ts'
import type { Block, Mark } from './blocks.ts'
import { missingOf, needsServer } from './needs.ts'
import { makeProp, type Place } from './props.ts'
import type { Outcome, Reader } from './reader.ts'
import { hasShape } from './shape.ts'

/** Where a block is tried, and what its text has to say instead of addresses that only a reader has. */
export type Trial = {
  reader: Reader
  place: Place
  tally: Tally
  /** What the shell has for blocks that need the named server. */
  serverEnvironment: Record<string, string>
  here: (commands: string) => string
}

/** Tries one block as its marks say, and counts whether it went as the page says. */
export async function tryBlock(name: string, block: Block, trial: Trial): Promise<void> {
  const { reader, place, tally, here, serverEnvironment } = trial
  const notRun = whyNotRun(block.marks, place.serverUrl !== undefined)
  if (notRun !== null) {
    console.log(`not run ${name}: ${notRun}`)
    return
  }
  if (has(block.marks, 'after Ctrl-C')) judgeCtrlC(name, await reader.pressCtrlC(), tally)
  for (const thing of thingsOf(block.marks, 'with')) makeProp(thing, place)
  const commands = here(block.commands)
  const serves = has(block.marks, 'serves')
  const more = needsServer(thingsOf(block.marks, 'needs')) ? serverEnvironment : {}
  const { status, output } = await reader.paste(commands, { serves, more })
  const isRight = status === (serves ? null : statusOf(block.marks))
  tally.check(name, isRight, `${commands}\n→ ${status}\n${output}`)
  if (block.shows !== null) {
    tally.check(`${name}, its output`, hasShape(output, block.shows), output)
  }
}

/** The service has to end with status 0. */
export function judgeCtrlC(name: string, outcome: Outcome | undefined, tally: Tally): void {
  if (outcome === undefined) return
  tally.check(`Ctrl-C before ${name}`, outcome.status === 0, outcome.output)
}

function whyNotRun(marks: readonly Mark[], hasServer: boolean): string | null {
  for (const mark of marks) if (mark.kind === 'not run') return mark.reason
  const missing = missingOf(thingsOf(marks, 'needs'), hasServer)
  return missing.length === 0 ? null : `without ${missing.join(', ')}`
}

function has(marks: readonly Mark[], kind: Mark['kind']): boolean {
  return marks.some((mark) => mark.kind === kind)
}

function thingsOf(marks: readonly Mark[], kind: 'needs' | 'with'): string[] {
  return marks.flatMap((mark) => (mark.kind === kind ? mark.things : []))
}

function statusOf(marks: readonly Mark[]): number {
  for (const mark of marks) if (mark.kind === 'status') return mark.status
  return 0
}
