import { Command, InvalidArgumentError } from 'commander'
import { renameTree } from '../../ingest/trees/rename-tree.ts'
import { findTreesOfName, type TreeOfName } from '../../ingest/trees/trees-of-name.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'
import { isOneLine } from '../../platform/text/one-line.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

type Flags = { origin?: string; url?: string; branch?: string; dryRun?: true; yes?: true }

/** `treeline trees rename OLD NEW`: what is stored under one name moves to another, sums and all. */
export function treesRenameCommand(): Command {
  return new Command('rename')
    .description('give the stored checkouts of a tree another name, and move all sums with them')
    .argument('<old>', 'its name now')
    .argument('<new>', 'its name from now on; a tree that has it already is joined', nameArgument)
    .option('--origin <o>', 'only what this origin submitted')
    .option('--url <u>', 'only checkouts of this git repository')
    .option('--branch <b>', 'only checkouts of this branch')
    .option('--dry-run', 'show what would be renamed, change nothing')
    .option('--yes', 'really rename')
    .action(async (name: string, newName: string, { dryRun, yes, ...narrowed }: Flags) => {
      if (name === newName) throw new CommandFailure('both names are the same', exitStatuses.usage)
      const audit = yes && !dryRun ? { name, newName, ...narrowed } : undefined
      const needs = { name: 'trees rename', statementTimeoutMs: 0, audit }
      await runCommand(needs, async ({ database, signal }, record) => {
        const selection = { name, ...narrowed }
        const trees = await findTreesOfName(database.db, selection)
        if (trees.length === 0) {
          const where = Object.keys(narrowed).length > 0 ? ' and fits the options' : ''
          throw new CommandFailure(
            `no checkout has the tree name \`${name}\`${where}`,
            exitStatuses.usage,
          )
        }
        process.stdout.write(trees.map(treeLine).join(''))
        const joined = checkoutsOf(await findTreesOfName(database.db, { name: newName }))
        if (joined > 0) process.stdout.write(`\`${newName}\` has ${joined} checkout(s) already\n`)
        if (dryRun) return
        if (!yes) {
          throw new CommandFailure('nothing is renamed; add --yes to do it', exitStatuses.usage)
        }
        using progress = stepProgress(process.stderr)
        progress.show('renaming; submissions wait meanwhile')
        const { checkouts, version } = await renameTree(database.pool, selection, newName, signal)
        progress.clear()
        record.countRows('checkouts', checkouts)
        process.stdout.write(renamedText(checkouts, version))
      })
    })
}

function nameArgument(value: string): string {
  if (value.trim() !== '' && isOneLine(value)) return value
  throw new InvalidArgumentError('expected a name, without control characters')
}

function checkoutsOf(trees: readonly TreeOfName[]): number {
  return trees.reduce((sum, { checkouts }) => sum + checkouts, 0)
}

function treeLine(tree: TreeOfName): string {
  const { origin, git_repository_url: url, git_repository_branch: branch } = tree
  const { checkouts, builds, tests } = tree
  const place = [origin, url ?? '(no repository)', branch ?? '(no branch)'].map(harmlessText)
  return `${place.join('\t')}\t${checkouts} checkout(s), ${builds} builds, ${tests} tests\n`
}

function renamedText(checkouts: number, version: number | null): string {
  if (version === null) return 'nothing was left to rename\n'
  return (
    `renamed ${checkouts} checkout(s), version ${version}\n` +
    'checkouts to come are named by the trees file, or as they are submitted\n'
  )
}
