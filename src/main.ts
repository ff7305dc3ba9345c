import { CommanderError } from 'commander'
import { buildProgram } from './cli/program.ts'
import { exitStatus, explain } from './cli/command/failure.ts'
import { outliveReader } from './platform/closed-output.ts'
import { keepShapeOfTicks } from './platform/shape-of-ticks.ts'

outliveReader(process.stdout)
outliveReader(process.stderr)
void keepShapeOfTicks()

try {
  await buildProgram().parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof CommanderError)) process.stderr.write(`${explain(error)}\n`)
  process.exitCode = exitStatus(error)
}
