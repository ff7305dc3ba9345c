import { CommanderError } from 'commander'
import { buildProgram } from './cli/program.ts'
import { exitStatus, exitStatuses, explain } from './cli/command/failure.ts'
import { outliveReader, OutputFull } from './platform/process/closed-output.ts'
import { takeAll } from './platform/log/kept-output.ts'
import { keepShapeOfTicks } from './platform/process/shape-of-ticks.ts'

let isCutOff = false
takeAll(process.stdout)
outliveReader(process.stdout, () => (isCutOff = true))
outliveReader(process.stderr)
process.once('exit', () => {
  // whoever reads the file must not take a part of it for the whole
  if (!isCutOff || Number(process.exitCode ?? 0) >= exitStatuses.unable) return
  process.stderr.write(`${explain(new OutputFull())}\n`)
  process.exitCode = exitStatuses.unable
})
void keepShapeOfTicks()

try {
  const program = await buildProgram(process.argv[2])
  await program.parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof CommanderError)) process.stderr.write(`${explain(error)}\n`)
  process.exitCode = exitStatus(error)
}
