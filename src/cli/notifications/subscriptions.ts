import { resolve } from 'node:path'
import { Argument, Command } from 'commander'
import { loadSettings } from '../../config/settings.ts'
import { readSubscriptions } from '../../notify/subscriptions/read-subscriptions.ts'
import { faultText } from '../../notify/subscriptions/subscription-fault.ts'
import type { Subscriptions } from '../../notify/subscriptions/subscriptions.ts'
import { subscriptionsFolder } from '../../notify/subscriptions/subscriptions-folder.ts'
import { nameOption } from '../command/option-values.ts'
import { exitStatuses } from '../command/failure.ts'

/** `treeline subscriptions`: who wants to be told what. */
export function subscriptionsCommand(): Command {
  return new Command('subscriptions')
    .description('files that say who wants to be told what')
    .addCommand(subscriptionsCheckCommand())
}

/** `treeline subscriptions check [FOLDER]`; exit status 1 when a file cannot be used, 2 when the folder cannot. */
function subscriptionsCheckCommand(): Command {
  return new Command('check')
    .description('read all files as reports do, and say what is wrong with them')
    .addArgument(
      new Argument(
        '[folder]',
        'where they lie (default: notifications/subscriptions in DATA_DIR)',
      ).argParser(nameOption),
    )
    .action(async (folder: string | undefined) => {
      const place =
        folder === undefined ? subscriptionsFolder(loadSettings().config.dataDir) : resolve(folder)
      const subscriptions = await readSubscriptions(place)
      for (const fault of subscriptions.faults) process.stderr.write(`${faultText(fault)}\n`)
      process.stdout.write(`${place}: ${summary(subscriptions)}\n`)
      const isUnusable = subscriptions.faults.some(({ severity }) => severity === 'error')
      process.exitCode = isUnusable ? exitStatuses.incomplete : exitStatuses.done
    })
}

function summary({ trees, hardware, faults }: Subscriptions): string {
  const errors = faults.filter(({ severity }) => severity === 'error').length
  return [
    counted(trees.length, 'tree'),
    counted(trees.flatMap(({ reports }) => reports).length, 'status report'),
    counted(hardware.length, 'board'),
    counted(errors, 'error'),
    counted(faults.length - errors, 'warning'),
  ].join(', ')
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
