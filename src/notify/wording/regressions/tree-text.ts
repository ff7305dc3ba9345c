import { orUnknownWord } from '../unknown-word.ts'

/** A branch as reports name it: `<tree>/<branch>` (notifications.md O-31). */
export function treeText(tree: string | null, branch: string | null): string {
  return `${orUnknownWord(tree)}/${orUnknownWord(branch)}`
}
