import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { ConfigError } from '../config/config-error.ts'
import { scheduledOptions } from '../notify/run/scheduled-action.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { Job } from './job.ts'
import { schedule } from './schedule.ts'
import { cronExpression } from './slots/cron-expression.ts'
import { tellPeople } from './work/tell-people.ts'

const variable = 'JOBS_SCHEDULE_FILE'

/** What a file may say of a job: that it does not run, when it runs, whom it tells. */
const change = z.union([
  z.literal(['off', false]),
  z.strictObject({
    at: z.string().optional(),
    to: z.string().optional(),
    cc: z.string().optional(),
    mailing_lists: z.union([z.boolean(), z.literal('regressions')]).optional(),
    ignore_recipients: z.boolean().optional(),
    origins: z.array(z.string().min(1)).min(1).optional(),
  }),
])
type Change = Exclude<z.infer<typeof change>, 'off' | false>

const scheduleFile = z.record(z.string(), change).nullable()

/**
 * The schedule as a file changes it (docs/operations/jobs.md#another-schedule); as it is without one.
 *
 * @throws ConfigError that names the job and what is wrong with it
 */
export function scheduleOf({ scheduleFile: path }: { scheduleFile: string | undefined }): Job[] {
  if (path === undefined) return [...schedule]
  const changes = readChanges(path)
  const unknown = Object.keys(changes).find((name) => !schedule.some((job) => job.name === name))
  if (unknown !== undefined) throw new ConfigError(variable, `${path}: there is no job ${unknown}`)
  return schedule.flatMap((job) => {
    const wanted = Object.hasOwn(changes, job.name) ? changes[job.name] : {}
    if (wanted === 'off' || wanted === false || wanted === undefined) return []
    try {
      return [changed(job, wanted)]
    } catch (error) {
      throw new ConfigError(variable, `${path}: ${job.name}: ${errorMessage(error)}`)
    }
  })
}

function readChanges(path: string): Record<string, z.infer<typeof change>> {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(variable, `${path}: ${errorMessage(error).split('\n')[0]}`)
  }
  const { data, error } = scheduleFile.safeParse(content)
  if (error === undefined) return data ?? {}
  const [issue] = error.issues
  const place = issue?.path.join('.') ?? ''
  throw new ConfigError(
    variable,
    `${path}: ${place === '' ? 'expected jobs by name' : `${place}: expected off, or at, to, cc, mailing_lists, ignore_recipients, origins`}`,
  )
}

function changed(job: Job, wanted: Change): Job {
  const { at, mailing_lists: lists, ignore_recipients: ignores, ...rest } = wanted
  const expression = at ?? job.expression
  cronExpression(expression)
  // whoever names somebody else does not mean the lists
  const namesOthers = wanted.to !== undefined ? false : undefined
  const given = { ...rest, addMailingLists: lists ?? namesOthers, ignoreRecipients: ignores }
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  if (said.length === 0) return { ...job, expression }
  if (job.tells === undefined) throw new Error('tells nobody anything')
  const tells = { ...job.tells, ...Object.fromEntries(said) }
  // an address that nobody can be reached by shows now, not at the slot
  scheduledOptions(tells)
  return { ...job, expression, tells, work: tellPeople(tells) }
}
