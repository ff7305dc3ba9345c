import { Command, Option } from 'commander'
import { openHealthChecks } from '../../jobs/pings/open-health-checks.ts'
import { actions } from '../../notify/actions.ts'
import type { ActionOptions } from '../../notify/run/action-options.ts'
import { listOption, nameOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { actionOptions, type NotificationFlags } from './notification-flags.ts'
import { tellAndDeliver } from './tell-and-deliver.ts'

/** `treeline notifications --action …`: tells people what was found, or shows what it would tell them. */
export function notificationsCommand(): Command {
  return new Command('notifications')
    .description('tell people what was found; without --send it only shows what it would tell')
    .addOption(
      new Option('--action <name>', 'what to look for')
        .choices(Object.keys(actions))
        .makeOptionMandatory(),
    )
    .option('--send', 'really tell; otherwise nothing is sent, and nothing written')
    .option('--yes', 'do not ask before each mail')
    .option('--to <addresses>', 'who gets it, separated by commas')
    .option('--cc <addresses>', 'who else')
    .option('--in-reply-to <id>', 'what it answers, for actions that send one mail')
    .option('--add-mailing-lists', 'to the lists of KernelCI, in place of --to')
    .option('--ignore-recipients', 'not to those whom subscriptions name')
    .option('--id <id>', 'of the issue, or of the test', nameOption)
    .option('--all', 'every build issue that nobody was told of; asks which to ignore')
    .option('--any-test', 'new issues of any test, not of builds and boots alone')
    .option(
      '--summary-signup-folder <folder>',
      'where the files of subscriptions lie, below DATA_DIR',
      nameOption,
    )
    .option('--summary-origins <names>', 'only status reports of these origins', listOption)
    .option('--hardware-origins <names>', 'only hardware reports of these origins', listOption)
    .option('--force', 'also what was told before')
    .option(
      '--preview <file>',
      'without --send: writes what it shows there, too; HTML for .html',
      nameOption,
    )
    .option('--monitoring-id <id>', 'tells the health check of this name how it went')
    .option('--tree <name>', 'is accepted, and has no effect')
    .addOption(
      new Option('-u, --update-storage', 'is accepted: what was told is always written down'),
    )
    .addOption(new Option('--skip-sent-reports', 'the same as --force').hideHelp())
    .action(async (flags: NotificationFlags) => {
      const options = actionOptions(
        flags,
        (text) => void process.stderr.write(`treeline: ${text}\n`),
      )
      if (flags.send === true) await send(options, flags)
      else await show(options, flags)
    })
}

async function send(options: ActionOptions, flags: NotificationFlags): Promise<void> {
  const needs = { name: 'notifications', audit: auditOf(flags) }
  await runCommand(needs, async (context, record) => {
    const ping = openHealthChecks(context)
    const job = flags.monitoringId?.replaceAll('_', '-')
    if (job !== undefined && !context.config.jobs.healthChecks.tokens.has(job)) {
      context.log.warn({ monitoringId: flags.monitoringId }, 'nobody watches this: it has no id')
    }
    const say = async (sign: 'start' | 'success' | 'fail') => {
      if (job !== undefined) await ping(job, sign)
    }
    await say('start')
    try {
      record.countRows('report', 0)
      const onTold = () => record.countRows('report', 1)
      await tellAndDeliver(context, options, { asks: flags.yes !== true, onTold })
    } catch (error) {
      await say('fail')
      throw error
    }
    await say('success')
  })
}

async function show(options: ActionOptions, flags: NotificationFlags): Promise<void> {
  await runCommand({ name: 'notifications' }, async (context) => {
    await tellAndDeliver(context, options, { preview: flags.preview ?? null })
  })
}

/** What is written down of the command: no addresses, which belong to people. */
function auditOf({ action, id, all, force, addMailingLists }: NotificationFlags) {
  return {
    action,
    ...(id === undefined ? {} : { id }),
    ...(all === true ? { all: true } : {}),
    ...(force === true ? { force: true } : {}),
    ...(addMailingLists === true ? { lists: true } : {}),
  }
}
