import type { DeclaredTable } from '../../../src/testing/database/row-types.ts'
import type { LiveColumn } from './live-schema.ts'
import type { TableGroup } from './table-groups.ts'

/** What the page is made of: the schema as it is, and what the row types say of it. */
export type Dictionary = {
  live: readonly LiveColumn[]
  declared: ReadonlyMap<string, DeclaredTable>
  groups: readonly TableGroup[]
}

/** A column that leads to another table: by a foreign key, or by what its description says. */
export type Reference = { table: string; column: string; to: string; isEnforced: boolean }

const head = `# Data dictionary

Every table of the PostgreSQL database. Made from the live schema and the comments of \`src/store/app/tables/\` by
\`npm run data-dictionary\`; a test compares. → leads to the column of another table. Only the hardware registry has foreign keys:
what is submitted may arrive in any order, so the row that a column leads to may not be there. How the sums are made says
[rollup.md](rollup.md), what reads them [reading.md](reading.md).
`

/** The page `docs/data-dictionary.md`. */
export function dictionaryText(dictionary: Dictionary): string {
  return head + dictionary.groups.map((group) => groupText(dictionary, group)).join('')
}

/** Every column that leads somewhere, in the order of the tables. */
export function referencesOf({ live, declared }: Dictionary): Reference[] {
  return live.flatMap(({ table, name, references }) => {
    const described = declared.get(table)?.columns.get(name)?.description ?? ''
    const to = references ?? /→ `(\w+\.\w+)`/.exec(described)?.[1]
    return to === undefined ? [] : [{ table, column: name, to, isEnforced: references !== null }]
  })
}

function groupText(dictionary: Dictionary, { title, tables }: TableGroup): string {
  const diagram = ['```mermaid', 'erDiagram', ...diagramLines(dictionary, tables), '```'].join('\n')
  const texts = tables.map((table) => tableText(dictionary, table))
  return `\n## ${title}\n\n${diagram}\n${texts.join('')}`
}

/** Keys and what leads to other tables; the tables below tell the rest. */
function diagramLines(dictionary: Dictionary, tables: readonly string[]): string[] {
  const references = referencesOf(dictionary).filter(({ table }) => tables.includes(table))
  const entities = tables.flatMap((table) => {
    const shown = dictionary.live.filter(
      ({ table: own, name, isKey }) =>
        own === table &&
        (isKey || references.some(({ table: from, column }) => from === own && column === name)),
    )
    const lines = shown.map(({ name, type, isKey }) => {
      const leads = references.some(({ table: from, column }) => from === table && column === name)
      const marks = [...(isKey ? ['PK'] : []), ...(leads ? ['FK'] : [])].join(', ')
      return `    ${diagramType(type)} ${name} ${marks}`
    })
    return [`  ${table} {`, ...lines, '  }']
  })
  const lines = references.map(({ table, column, to, isEnforced }) => {
    const [target = ''] = to.split('.')
    return `  ${target} ${isEnforced ? '||' : '|o'}--o{ ${table} : ${column}`
  })
  return [...entities, ...lines]
}

/** A word, as the diagram wants it. */
function diagramType(type: string): string {
  return type
    .replace('timestamp with time zone', 'timestamptz')
    .replace('double precision', 'float8')
    .replace(/character varying(\(\d+\))?/, 'varchar')
    .replaceAll('"', '')
}

function tableText({ live, declared }: Dictionary, table: string): string {
  const { description = '', columns } = declared.get(table) ?? {}
  const rows = live
    .filter((column) => column.table === table)
    .map((column) => {
      const { name, type, nullable, isKey, filledWith } = column
      const about = [
        columns?.get(name)?.description ?? '',
        ...(filledWith === null ? [] : [`Filled in: \`${filledWith}\`.`]),
      ].join(' ')
      const cells = [`\`${name}\``, type, nullable ? 'may be null' : isKey ? 'key' : '', about]
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    })
  const title = '| column | type | | what |\n|---|---|---|---|'
  return `\n### ${table}\n\n${withoutLinks(description)}\n\n${title}\n${rows.join('\n')}\n`
}

/** A link of a comment is a name on the page. */
function withoutLinks(text: string): string {
  return text.replaceAll(/\{@link (\w+)\}/g, '`$1`')
}
