import { type UnknownVariable, unknownVariableText } from '../config/known/unknown-variables.ts'
import { fine, type Finding, warning } from './finding.ts'

/** Settings that can be used, and whether they mean what they seem to. */
export function lookAtSettings(unknown: readonly UnknownVariable[]): Finding[] {
  if (unknown.length === 0) return [fine('settings', 'all can be used')]
  return unknown.map((variable) =>
    warning('settings', unknownVariableText(variable), 'correct its name, or remove it'),
  )
}
