import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { kcidbTables } from '../../src/store/app/schema/kcidb-tables.ts'
import { dumpForms } from '../../src/transfer/dump/write-dump.ts'
import type { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import type { FilledDatabase } from './filled-database.ts'

const window = ['--start-interval', '36500 days', '--filepath']

/** Each form is restored and written again: the same bytes. */
export async function checkForms(tally: Tally, filled: FilledDatabase): Promise<void> {
  for (const form of dumpForms) {
    const option = `--${form}`
    await writtenTwice(tally, filled, `dump ${form}`, (file) => ['dump', option, '--output', file])
  }
  await writtenTwice(tally, filled, 'snapshot', (file) => ['snapshot', ...window, file])
}

async function writtenTwice(
  tally: Tally,
  { folder, env, target }: FilledDatabase,
  name: string,
  command: (file: string) => string[],
): Promise<void> {
  const isArchive = name === 'snapshot'
  const path = (part: string) => join(folder, `${name.replaceAll(/\W+/g, '-')}-${part}`)
  const [first, second] = [path('first'), path('second')]
  const packed = isArchive ? '.tar.gz' : ''
  await target.pool.query(`truncate ${kcidbTables.join(', ')}`)
  const done =
    treeline(command(first), env('source')) &&
    treeline(['restore', `${first}${packed}`], env('target')) &&
    treeline(command(second), env('target'))
  // an archive says when it was made
  const compared = isArchive ? unpacked([first, second]) : [first, second]
  const { status, stdout } = spawnSync('diff', ['-rq', ...compared], { encoding: 'utf8' })
  tally.check(`${name}, restored and written again, is the same`, done && status === 0, stdout)
}

function unpacked(archives: readonly string[]): string[] {
  return archives.map((archive) => {
    spawnSync('mkdir', [archive])
    spawnSync('tar', ['-xzf', `${archive}.tar.gz`, '-C', archive])
    return archive
  })
}
