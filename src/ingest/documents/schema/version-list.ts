import { type FormatVersion, formatVersions } from './format-versions.ts'

/** Some of the known versions in words, those of one major together: `1.1, 3.0 and 5.1 to 5.3`. */
export function versionList(versions: readonly FormatVersion[]): string {
  const ranges: [first: FormatVersion, last: FormatVersion][] = []
  for (const version of formatVersions.filter((known) => versions.includes(known))) {
    const range = ranges.at(-1)
    if (range !== undefined && continues(range[1], version)) range[1] = version
    else ranges.push([version, version])
  }
  return inWords(ranges.map(([first, last]) => (first === last ? first : `${first} to ${last}`)))
}

function continues(before: FormatVersion, version: FormatVersion): boolean {
  const isNext = formatVersions.indexOf(version) === formatVersions.indexOf(before) + 1
  return isNext && before.split('.')[0] === version.split('.')[0]
}

function inWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
