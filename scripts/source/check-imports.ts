/**
 * Checks who imports whom (.dependency-cruiser.cjs). A run that looked at nothing is a failure too:
 * with a compiler the tool does not know it passes with 0 modules.
 */
import { createRequire } from 'node:module'
import {
  cruise,
  format,
  type ICruiseOptions,
  type ICruiseResult,
  type IFlattenedRuleSet,
} from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { scriptCommand } from '../command/script-command.ts'

scriptCommand('check-imports', 'Check who imports whom').parse()

const fewestModules = 100

const require = createRequire(import.meta.url)
const ruleSet = require('../../.dependency-cruiser.cjs') as IFlattenedRuleSet & {
  options: ICruiseOptions
}
const places = ['src', 'scripts', 'migrations-app', 'migrations-cache']
const { output } = await cruise(
  places,
  { ...ruleSet.options, ruleSet, validate: true },
  undefined,
  { tsConfig: extractTsConfig('tsconfig.json') },
)
const result = output as ICruiseResult
const { violations, totalCruised } = result.summary
if (violations.length > 0) console.error((await format(result, { outputType: 'err' })).output)
if (totalCruised < fewestModules) console.error(`only ${totalCruised} modules were looked at`)
process.exitCode = violations.length > 0 || totalCruised < fewestModules ? 1 : 0
