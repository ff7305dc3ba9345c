import { Command } from 'commander'
import { unknownVariableText } from '../../config/known/unknown-variables.ts'
import { loadSettings, readSettings } from '../../config/settings.ts'
import { settingsInForce } from '../../config/settings-in-force.ts'
import { requireSchedule } from '../command/require-schedule.ts'
import { envGenerateCommand } from './env-generate.ts'
import { settingsText } from './settings-text.ts'

/** `treeline env [--json]`: what is in force, and who said so; exit status 2 when a value cannot be used. */
export function envCommand(): Command {
  return new Command('env')
    .description('show every setting, its value and where that comes from; secrets are masked')
    .option('--json', 'as a JSON list')
    .action(async ({ json = false }: { json?: boolean }) => {
      const settings = readSettings()
      const inForce = settingsInForce(settings)
      process.stdout.write(json ? `${JSON.stringify(inForce, null, 2)}\n` : settingsText(inForce))
      const { config, unknown } = loadSettings({}, settings)
      for (const variable of unknown) {
        process.stderr.write(`treeline: ${unknownVariableText(variable)}\n`)
      }
      await requireSchedule(config)
    })
    .addCommand(envGenerateCommand())
}
