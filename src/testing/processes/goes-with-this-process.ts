import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * Waits until nobody holds the other end of its input, then ends the servers whose data lies in the folders, and removes these.
 * A server ends in order on SIGINT, and takes `postmaster.pid` with it.
 */
const script = `
  cat > /dev/null
  tries=$1 removes=$2
  shift 2
  left() { find "$@" -maxdepth 4 -name postmaster.pid 2> /dev/null; }
  until [ -z "$(left "$@")" ] || [ "$tries" -le 0 ]; do tries=$((tries - 1)); sleep 0.1; done
  left "$@" | while read -r file; do kill -INT "$(head -n 1 "$file")"; done
  tries=100
  until [ -z "$(left "$@")" ] || [ "$tries" -le 0 ]; do tries=$((tries - 1)); sleep 0.1; done
  [ "$removes" = no ] || rm -rf "$@"
`

/** What would stay behind, and for how long whoever uses a folder has to end by itself. */
export type Belongings = { folders: readonly string[]; patienceSeconds: number; removes: boolean }

/**
 * Sees to it that no PostgreSQL and no folder outlives this process, however it ends: on Ctrl-C and `kill -9` no `finally` is
 * reached, and a server, which is in a session of its own, would run for ever.
 *
 * @returns dispose of it when that is done already
 */
export function goesWithThisProcess({ folders, patienceSeconds, removes }: Belongings): Disposable {
  const args = [String(patienceSeconds * 10), removes ? 'yes' : 'no', ...folders]
  // Ctrl-C is for everybody in the session of a terminal
  const guard = spawn('/bin/sh', ['-c', script, 'sh', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  // without it there is nothing but what was there before
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  const pipe = guard.stdin as Socket
  pipe.unref()
  return {
    [Symbol.dispose]: () => {
      guard.kill('SIGKILL')
    },
  }
}
