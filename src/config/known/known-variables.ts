import { databaseVariables, libpqVariables } from './database-variables.ts'
import { jobVariables } from './job-variables.ts'
import { notifyVariables } from './notify-variables.ts'
import {
  addressVariables,
  apiVariables,
  fetchVariables,
  localVariables,
  logVariables,
  registryVariables,
} from './service-variables.ts'
import { excerptVariables, ingestVariables, receiverVariables } from './submission-variables.ts'
import type { Variable } from './variable.ts'

/** Every variable that the program reads, in the order in which people are shown them. */
export const variableGroups = [
  databaseVariables,
  localVariables,
  addressVariables,
  apiVariables,
  fetchVariables,
  registryVariables,
  receiverVariables,
  ingestVariables,
  excerptVariables,
  jobVariables,
  notifyVariables,
  logVariables,
  libpqVariables,
] as const

/** npm tells its scripts of itself: nobody sets it, so nobody is told of it. */
type VariableOfNpm = 'npm_lifecycle_event'

/** What code may ask for: whoever reads a new variable describes it first. */
export type VariableName =
  | (typeof variableGroups)[number]['variables'][number]['name']
  | VariableOfNpm

/** The same as one list. */
export const knownVariables: readonly Variable[] = variableGroups.flatMap(
  (group): readonly Variable[] => group.variables,
)
