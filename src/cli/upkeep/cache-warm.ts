import { Command } from 'commander'
import type { Config } from '../../config/config.ts'
import { loadSettings } from '../../config/settings.ts'
import { headsOf, summariesOf } from '../../http/warm-up/newest-commits.ts'
import { listingsOf, originsTarget } from '../../http/warm-up/watched-pages.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { nameOption, wholeNumberOption } from '../command/option-values.ts'

type Flags = { base?: string; atOnce: number; seconds: number }

/** How many answers there were, and of how many the service said that they had to be made. */
type Warmed = { answers: number; made: number; failed: number }

/**
 * `treeline cache warm`: asks a running service for what people begin with. The service makes the answers as for
 * anybody, so they lie in its memory and in the local cache under the names by which it finds them, and its turns and
 * limits hold. Were the file filled here, the service would still have to read it, and a second program would have
 * to know how answers are made.
 */
export function cacheWarmCommand(): Command {
  return new Command('warm')
    .description(
      'have a running service make listings of trees, and summaries of their newest commits',
    )
    .option('--base <address>', 'the service; default: HOST and PORT on this machine', nameOption)
    .option('--at-once <n>', 'requests at a time', wholeNumberOption(1, 16), 2)
    .option('--seconds <n>', 'end after so long, whatever is left', wholeNumberOption(1, 3600), 60)
    .action(warm)
}

async function warm({ base: given, atOnce, seconds }: Flags) {
  const base = (given ?? ownAddress(loadSettings().config)).replace(/\/+$/, '')
  const started = performance.now()
  const signal = AbortSignal.timeout(seconds * 1000)
  const warmed: Warmed = { answers: 0, made: 0, failed: 0 }
  const ask = async (target: string): Promise<unknown> =>
    (await answerOf(base, target, signal, warmed))?.json().catch(() => null)
  const { checkout_origins: origins } = ((await ask(originsTarget)) ?? {}) as {
    checkout_origins?: string[]
  }
  if (origins === undefined && warmed.failed === 0 && !signal.aborted) throw new OtherService(base)
  const pages: string[] = []
  await inTurns(listingsOf(origins ?? []), atOnce, async (listing) => {
    pages.push(...summariesOf(headsOf(await ask(listing))))
  })
  await inTurns(pages, atOnce, async (page) => void (await ask(page)))
  const { answers, made, failed } = warmed
  const took = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(
    `${answers} answers in ${took} s: ${made} made, ${answers - made - failed} were there, ${failed} failed\n`,
  )
  if (failed > 0 || signal.aborted) process.exitCode = exitStatuses.incomplete
}

/** Something answers there, and not as we do. */
class OtherService extends CommandFailure {
  constructor(base: string) {
    super(`what answers at ${base} is no Treeline: say where it is (--base)`, exitStatuses.unable)
  }
}

/** Null when the service has none, or nobody waits any longer. */
async function answerOf(
  base: string,
  target: string,
  signal: AbortSignal,
  warmed: Warmed,
): Promise<Response | null> {
  if (signal.aborted) return null
  const answer = await fetch(`${base}${target}`, { signal }).catch(() => null)
  if (answer === null && !signal.aborted) {
    const advice = 'start it, or say where it is (--base)'
    throw new CommandFailure(`no service answers at ${base}: ${advice}`, exitStatuses.unable)
  }
  if (answer === null) return null
  warmed.answers += 1
  if (answer.status >= 500) warmed.failed += 1
  if (answer.headers.get('server-timing')?.startsWith('made') === true) warmed.made += 1
  return answer.ok ? answer : null
}

/** Works on so many at a time. */
async function inTurns(
  targets: readonly string[],
  atOnce: number,
  work: (target: string) => Promise<void>,
): Promise<void> {
  const left = targets.values()
  const worker = async () => {
    for (const target of left) await work(target)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** Who listens everywhere is found on this machine. */
function ownAddress({ host, port }: Pick<Config, 'host' | 'port'>): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
