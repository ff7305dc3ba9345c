import { Command } from 'commander'
import { treesRenameCommand } from './trees-rename.ts'

/** `treeline trees rename`: what trees are called. */
export function treesCommand(): Command {
  return new Command('trees').description('the names of trees').addCommand(treesRenameCommand())
}
