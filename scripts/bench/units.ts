/**
 * What pieces of our own work cost, each beside the least that anything of its kind costs in the same run:
 *
 *     npm run bench -- [options]      (--help lists them)
 *
 * Times differ between machines, ratios hardly do.
 */
import { writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { scriptCommand } from '../command/script-command.ts'
import { machineText, thisMachine } from './machine.ts'
import type { UnitFigures } from './figures/unit-figures.ts'
import { table } from './table.ts'
import { cache } from './units/cache.ts'
import { codings } from './units/codings.ts'
import { compare, type Compared } from './units/compare.ts'
import type { Subject } from './units/comparison.ts'
import { delta } from './units/delta.ts'
import { filter } from './units/filter.ts'
import { parse } from './units/parse.ts'
import { shape } from './units/shape.ts'
import { validate } from './units/validate.ts'

const command = scriptCommand('bench', 'Measure pieces of our own work, as ratios to the least')
  .option('--ms <n>', 'how long each is measured', wholeNumberOption(10, 60_000), 500)
  .option('--only <text>', 'subjects whose name contains this', '')
  .option('--json <file>', 'write the figures there')
  .parse()
const options = command.opts<{ ms: number; only: string; json?: string }>()

const subjects: Record<string, Subject> = {
  parse,
  validate,
  delta,
  filter,
  shape,
  cache,
  codings,
}

const wanted = Object.entries(subjects).filter(([subject]) => subject.includes(options.only))
if (wanted.length === 0) {
  command.error(`error: no subject contains '${options.only}': ${Object.keys(subjects).join(', ')}`)
}
const compared: Compared[] = []
for (const [subject, open] of wanted) {
  await using stack = new AsyncDisposableStack()
  for (const comparison of await open(stack)) {
    compared.push(await compare(subject, comparison, options.ms))
  }
}
const figures: UnitFigures = { kind: 'units', machine: thisMachine(), compared }
const rows = compared.map(({ subject, name, ours, least, leastName, ratio }) => [
  `${subject}: ${name}`,
  microseconds(ours),
  microseconds(least),
  ratio.toFixed(2),
  leastName,
])
process.stdout.write(
  `${table(['', 'ours µs', 'least µs', 'ratio', 'least'], rows)}\n\n${machineText(figures.machine)}\n`,
)
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures)}\n`)

function microseconds(value: number): string {
  return value < 100 ? value.toFixed(2) : value.toFixed(0)
}
