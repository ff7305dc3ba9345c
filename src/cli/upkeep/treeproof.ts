import { join } from 'node:path'
import { Command } from 'commander'
import { prepareDataDir } from '../../store/data-dir.ts'
import { proveTrees } from '../../treeproof/treeproof.ts'
import { nameOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline treeproof [--file F]`: names of trees, as the stored checkouts have them, for `--trees-file`. */
export function treeproofCommand(): Command {
  return new Command('treeproof')
    .description('add the trees of the stored checkouts to a file of tree names')
    .option('--file <f>', 'the file (default: tree-names.yaml in DATA_DIR)', nameOption)
    .action(async ({ file }: { file?: string }) => {
      const needs = { name: 'treeproof', statementTimeoutMs: 0, audit: { ...(file && { file }) } }
      await runCommand(needs, async (context) => {
        const { config, database } = context
        const path = file ?? join(prepareDataDir(config.dataDir), 'tree-names.yaml')
        const { trees, added, nameless } = await proveTrees(database.db, path)
        for (const url of nameless) {
          process.stderr.write(`treeline: no name can be made of ${JSON.stringify(url)}\n`)
        }
        process.stdout.write(`${trees} trees in ${path}, ${added} of them new\n`)
      })
    })
}
