import { variableGroups } from './known-variables.ts'
import type { Variable, VariableGroup } from './variable.ts'

/** Values that a file of settings gets: `set` counts, `proposed` stands in a comment. */
export type EnvFileValues = {
  set: ReadonlyMap<string, string>
  proposed: ReadonlyMap<string, string>
}

const head = `# Settings of Treeline. Every one has a default; what stands behind a # is not set.
# .env is read from the folder in which a command starts, then .env.local, then the environment; the last wins.
# A value that holds a # or a blank at its end wants quotes.
`

/** A file of settings that lists every variable with its meaning and its default. */
export function envFileText(values: EnvFileValues): string {
  return head + variableGroups.map((group) => groupText(group, values)).join('')
}

function groupText({ title, variables }: VariableGroup, values: EnvFileValues): string {
  return `\n# --- ${title}\n${variables.map((variable) => variableText(variable, values)).join('')}`
}

function variableText(
  { name, meaning, fallback, secret }: Variable,
  values: EnvFileValues,
): string {
  const set = values.set.get(name)
  const proposed = values.proposed.get(name) ?? (secret ? '' : (fallback ?? ''))
  return `# ${meaning}\n${set === undefined ? `# ${name}=${proposed}` : `${name}=${set}`}\n`
}
