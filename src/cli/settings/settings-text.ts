import type { SettingInForce } from '../../config/settings-in-force.ts'

/** Longer values do not move the column behind them. */
const valueWidth = 40

/** A line per setting that has a value: name, value, source. The rest has its names in one line. */
export function settingsText(settings: readonly SettingInForce[]): string {
  const shown = settings.filter(({ value }) => value !== null)
  const nameWidth = Math.max(...shown.map(({ name }) => name.length))
  const lines = shown.map(({ name, value, source }) =>
    [name.padEnd(nameWidth), (value ?? '').padEnd(valueWidth), source].join('  '),
  )
  const absent = settings.filter(({ value }) => value === null).map(({ name }) => name)
  return `${lines.join('\n')}\nnot given: ${absent.join(', ')}\n`
}
