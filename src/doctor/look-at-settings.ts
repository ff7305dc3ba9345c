import { type UnknownVariable, unknownVariableText } from '../config/known/unknown-variables.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/**
 * Settings that can be used, and whether they mean what they seem to.
 *
 * @param problem what is wrong with a file that one of them names
 */
export function lookAtSettings(
  unknown: readonly UnknownVariable[],
  problem: string | null,
): Finding[] {
  const findings = unknown.map((variable) =>
    warning('settings', unknownVariableText(variable), 'correct its name, or remove it'),
  )
  if (problem !== null) findings.push(failure('settings', problem, 'correct the file'))
  return findings.length > 0 ? findings : [fine('settings', 'all can be used')]
}
