import { Command, Option } from 'commander'
import { type KcidbTable, kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import {
  type DumpForm,
  dumpForms,
  type DumpReport,
  writeDump,
} from '../../transfer/dump/write-dump.ts'
import { nameOption, sinceOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

type Flags = Partial<Record<DumpForm, true>> & {
  table?: KcidbTable[]
  since?: string
  output?: string
}

const meanings: Readonly<Record<DumpForm, string>> = {
  ndjson: 'a line per row, {"table": …, "row": …}; the default',
  json: 'one object with a list of rows per table',
  csv: 'a header and a line per row; several tables go to a folder',
  sqlite: 'a SQLite database',
}

/** `treeline dump`: the rows of the five KCIDB tables, for other programs and for `restore`. */
export function dumpCommand(): Command {
  const command = new Command('dump').description(
    'write the KCIDB tables, in one state, to a file, a folder or standard output',
  )
  for (const form of dumpForms) {
    const others = dumpForms.filter((other) => other !== form)
    command.addOption(new Option(`--${form}`, meanings[form]).conflicts([...others]))
  }
  return command
    .addOption(new Option('--table <name...>', 'these alone').choices(kcidbTables))
    .option(
      '--since <when>',
      'rows that arrived or were sent again since: "7 days", 2026-01-31, 2026-01-31T12:00:00Z',
      (value: string) => sinceOption(value),
    )
    .option(
      '--output <path>',
      'a file or folder that is not there yet; packed when it ends in .gz',
      nameOption,
    )
    .action((flags: Flags) => dump(flags))
}

async function dump({ table, since, output, ...forms }: Flags): Promise<void> {
  await runCommand({ name: 'dump', statementTimeoutMs: 0 }, async ({ database, signal }) => {
    using progress = stepProgress(process.stderr)
    const report = await writeDump(database.pool, {
      form: dumpForms.find((form) => forms[form] === true) ?? 'ndjson',
      tables: kcidbTables.filter((each) => table === undefined || table.includes(each)),
      since,
      target: output === undefined ? { output: process.stdout } : { file: output },
      signal,
      onProgress: (done) => progress.show(`${done.table}: ${Math.round(done.bytes / 1e6)} MB`),
    })
    progress.clear()
    // where the rows went must hold nothing but rows
    const told = output === undefined ? process.stderr : process.stdout
    told.write(dumpReportText(report))
  })
}

function dumpReportText(report: DumpReport): string {
  return report.map(({ table, rows }) => `dumped ${table}: ${rows} rows\n`).join('')
}
