import { spawnSync } from 'node:child_process'

/** What a command needs that not every machine has: a server of PostgreSQL that was named, else programs. */
const server = 'PostgreSQL'

/**
 * Which of the things that a block needs are not here.
 *
 * @param things names of programs, `program 18` for one of that major version or newer, `PostgreSQL` for a server
 * @param hasServer whether one was named to this run
 */
export function missingOf(things: readonly string[], hasServer: boolean): string[] {
  return things.filter((thing) => (thing === server ? !hasServer : !isInstalled(thing)))
}

/** Whether the block is to be given the address of the server. */
export function needsServer(things: readonly string[]): boolean {
  return things.includes(server)
}

function isInstalled(thing: string): boolean {
  const [program = '', wanted = '0'] = thing.split(' ')
  if (wanted === '0') return succeeds('command -v "$1"', program)
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0) >= Number(wanted)
}

function succeeds(script: string, argument: string): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', argument]).status === 0
}
