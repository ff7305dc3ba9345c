import type { Command } from 'commander'

/**
 * What is wrong with a usage such as `rollup verify [--all | --sample N]` or `migrate app up`; null when
 * the program has it. Words in capitals and values are not judged.
 */
export function usageProblem(program: Command, usage: string): string | null {
  let command = program
  for (const word of usage.replaceAll(/[[\]()\\]/g, ' ').split(/\s+/)) {
    if (word.startsWith('--') && word !== '--') {
      const [name = ''] = word.split('=', 1)
      if (!hasOption(command, name)) return `${pathOf(command)} has no option ${name}`
    } else if (command.commands.length > 0 && /^[a-z][a-z|-]*$/.test(word)) {
      const alternatives = word.split('|').map((name) => ({ name, found: find(command, name) }))
      const missing = alternatives.find(({ found }) => found === undefined)
      if (missing !== undefined) return `${pathOf(command)} has no command ${missing.name}`
      command = alternatives[0]?.found ?? command
    }
  }
  return null
}

function find(command: Command, name: string): Command | undefined {
  return command.commands.find((child) => child.name() === name)
}

function hasOption(command: Command, name: string): boolean {
  if (name === '--help' || command.options.some(({ long }) => long === name)) return true
  return command.parent !== null && hasOption(command.parent, name)
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`
}
