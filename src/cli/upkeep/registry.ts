import { Argument, Command, Option } from 'commander'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { registryPurpose } from '../../registry/registry-source.ts'
import { type RegistryUpdate, updateRegistry } from '../../registry/update-registry.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { nameOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline registry update`: the only thing to be done with the hardware registry. */
export function registryCommand(): Command {
  return new Command('registry')
    .description('the hardware registry: what vendors, processors and platforms are')
    .addCommand(registryUpdateCommand())
}

/** `treeline registry update [FILE-OR-URL] [--index FILE-OR-URL]`; exit status 1 when an entity was left out. */
function registryUpdateCommand(): Command {
  return new Command('update')
    .description('store the registries of an index, or one registry; nothing is ever deleted')
    .addArgument(
      new Argument('[registry]', 'one registry: a YAML file or its address').argParser(nameOption),
    )
    .addOption(
      new Option(
        '--index <index>',
        'an index of registries: a YAML file or its address (default: HARDWARE_REGISTRY_INDEX_URL)',
      ).argParser(nameOption),
    )
    .action(async (registry: string | undefined, { index }: { index?: string }) => {
      if (registry !== undefined && index !== undefined) {
        throw new CommandFailure('give a registry or an index, not both', exitStatuses.usage)
      }
      const audit = { ...(registry && { registry }), ...(index && { index }) }
      await runCommand({ name: 'registry update', audit }, async (context, record) => {
        const { config, database, metrics, signal } = context
        const update = await updateRegistry(database.db, {
          ...(registry === undefined
            ? { place: index ?? config.hardwareRegistryIndex, kind: 'index' }
            : { place: registry, kind: 'registry' }),
          metrics: createFetchMetrics(metrics, [registryPurpose]),
          signal,
        })
        for (const [section, rows] of Object.entries(update.stored)) {
          record.countRows(`hardware_registry_${section}`, rows)
        }
        tell(update)
        if (update.leftOut.length === 0) return
        record.foundWrong()
        process.exitCode = exitStatuses.incomplete
      })
    })
}

function tell({ stored, leftOut }: RegistryUpdate): void {
  for (const [section, rows] of Object.entries(stored)) {
    process.stdout.write(`${section}: ${rows} stored\n`)
  }
  for (const line of leftOut) process.stderr.write(`treeline: left out: ${line}\n`)
}
