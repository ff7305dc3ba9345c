import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { valueShown } from '../checks/shown-metrics.ts'
import { serve } from '../checks/treeline-process.ts'
import { askAgain } from './ask-again.ts'
import { type AnswersCheck, checkAnswers } from './check-answers.ts'
import { checkExchanged } from './check-exchanged.ts'
import { scribble } from './scribble.ts'

/** Nothing is kept in memory, so that whatever was kept is taken from the file. */
const fileAlone = { RESPONSE_MEMORY_MAX_BYTES: '0' }

/**
 * Compares recorded answers of two workers while somebody deletes, truncates, scribbles over and locks the file in which
 * they are kept, looks whether they are kept again afterwards, and exchanges them.
 */
export async function checkWhileScribbling(
  check: Omit<AnswersCheck, 'base'>,
  env: Record<string, string> & { DATA_DIR: string },
): Promise<void> {
  const { tally } = check
  await using served = await serve(
    { ...env, ...fileAlone, LOG_LEVEL: 'error', WORKERS: '2' },
    { role: 'api' },
  )
  const ending = new AbortController()
  const { promise: asked, resolve: begin } = Promise.withResolvers<void>()
  const askingAgain = askAgain(served.base, check.cases, ending.signal, begin)
  await asked
  const file = join(env.DATA_DIR, 'cache.sqlite3')
  const scribbling = scribble(file, ending.signal)
  await checkAnswers({ ...check, base: served.base })
  const found = await fromFile(served.metrics)
  ending.abort()
  const done = await scribbling
  const said = [...done].map(([name, times]) => `${name} ${times} times`).join(', ')
  tally.check(`the cache was ${said}; ${found} answers came from it`, done.size > 5 && found > 20)
  const again = await askingAgain
  tally.check(
    `${again.asked} questions were asked again, ${again.different} answered otherwise`,
    again.different === 0,
  )
  tally.check('answers are kept again afterwards', await areKept(served))
  await checkExchanged(served, check.cases, file, tally)
  const statuses = await fetch(served.metrics).then((answer) => answer.text())
  const faults = [
    ...statuses.matchAll(
      /^django_http_responses_total_by_status_total\{status="5\d\d"\} (\d+)$/gmu,
    ),
  ]
  const failed = faults.reduce((sum, [, count]) => sum + Number(count), 0)
  tally.check(`no answer failed (${failed})`, failed === 0)
}

/** Whether the same question is answered from the file, by and by. */
async function areKept({ base, metrics }: { base: string; metrics: string }): Promise<boolean> {
  const before = await fromFile(metrics)
  for (let tries = 0; tries < 50; tries += 1) {
    await (await fetch(`${base}/api/origins/`)).arrayBuffer()
    if ((await fromFile(metrics)) > before + 2) return true
    await sleep(200)
  }
  return false
}

async function fromFile(metrics: string): Promise<number> {
  const [count = 0] = await valueShown(metrics, 'treeline_ready_answers_total{source="file"}')
  return count
}
