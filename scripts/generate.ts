import { CommanderError } from 'commander'
import { exitStatus, explain } from '../src/cli/command/failure.ts'
import { runCommand } from '../src/cli/command/run-command.ts'
import { writeSubmissionFiles } from '../src/example-data/write-submission-files.ts'
import { listenForShutdown } from '../src/platform/process/shutdown.ts'
import { copyToDatabase } from './generate/copy-to-database.ts'
import { generateCommand, type GenerateRequest } from './generate/options.ts'

/** Example data for load tests, benchmarks and trying things out; `--help` says the rest. */
try {
  await generateCommand(run).parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${explain(error).replace(/^treeline/, 'generate')}\n`)
  }
  process.exitCode = exitStatus(error)
}

async function run({ generate, target }: GenerateRequest): Promise<void> {
  const startedMs = performance.now()
  const seconds = (): number => (performance.now() - startedMs) / 1000
  if (target.kind === 'files') {
    using shutdown = listenForShutdown({ onInsist: () => process.exit(130), watchParent: false })
    const { files, rows, bytes } = await writeSubmissionFiles(
      generate,
      target.directory,
      shutdown.signal,
    )
    const size = (bytes / 1e6).toFixed(1)
    summary(`${generate.tests} tests in ${files} files, ${rows} rows, ${size} MB`, rows, seconds())
    return
  }
  await runCommand({ name: 'generate', statementTimeoutMs: 0 }, async (context) => {
    const rows = await copyToDatabase(context, generate, target)
    summary(`${generate.tests} tests, ${rows} rows copied`, rows, seconds())
  })
}

function summary(what: string, rows: number, seconds: number): void {
  const speed = Math.round(rows / seconds)
  process.stdout.write(`${what} in ${seconds.toFixed(1)} s (${speed} rows/s)\n`)
}
