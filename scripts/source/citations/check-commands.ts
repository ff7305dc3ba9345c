import type { Command } from 'commander'
import { type Problem, problemAt, type SourceFile } from './problem.ts'
import { usageProblem } from './usage-problem.ts'

/** A command line ends with the code that holds it, or with the next command. */
const npmRun = /\bnpm run (?:-s )?([\w:-]+)([^`\n|&;#]*)/g
const treeline = /(?:`|\bnpm run (?:-s )?)treeline (?:-- )?([^`\n&;#]*)/g

/** The commands that there are. */
export type KnownCommands = {
  /** The scripts of package.json; for one that takes options, the source text that reads them. */
  npmScripts: ReadonlyMap<string, string | null>
  program: Command
}

/** Commands that a file names and that do not exist, or do not have the option that is named. */
export function checkCommands(file: SourceFile, known: KnownCommands): Problem[] {
  const names = known.program.commands.map((command) => command.name()).join('|')
  const treelineCommand = new RegExp(`\`((?:${names}) [^\`\\n]*)\``, 'g')
  return [
    ...problems(file, npmRun, (script, rest) => npmProblem(known, script, rest)),
    ...problems(file, treeline, (usage) => usageProblem(known.program, usage)),
    ...problems(file, treelineCommand, (usage) => usageProblem(known.program, usage)),
  ]
}

function problems(
  file: SourceFile,
  pattern: RegExp,
  judge: (first: string, second: string) => string | null,
): Problem[] {
  return [...file.text.matchAll(pattern)].flatMap(({ 1: first = '', 2: second = '', index }) => {
    const message = judge(first, second)
    return message === null ? [] : [problemAt(file, index, message)]
  })
}

function npmProblem({ npmScripts }: KnownCommands, script: string, rest: string): string | null {
  const source = npmScripts.get(script)
  if (source === undefined) return `package.json has no script ${script}`
  if (source === null) return null
  const missing = [...rest.matchAll(/--([a-z][a-z-]*)/g)].find(
    ({ 1: option = '' }) => option !== 'help' && !source.includes(option),
  )
  return missing === undefined ? null : `${script} has no option ${missing[0]}`
}
