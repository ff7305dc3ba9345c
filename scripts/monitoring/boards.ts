import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'

/** Where boards are for Grafana to read. */
const folder = 'docs/monitoring/boards'

/** Units of Grafana that our boards show values in. */
const units = ['short', 's', 'bytes', 'Bps', 'reqps', 'ops', 'percentunit'] as const

const byDatasourceVariable = z.strictObject({
  type: z.literal('prometheus'),
  uid: z.literal('${datasource}'),
})

const gridPos = z.strictObject({
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  w: z.int().min(1).max(24),
  h: z.int().min(1),
})

const row = z.strictObject({
  id: z.int().positive(),
  type: z.literal('row'),
  title: z.string().min(1),
  collapsed: z.literal(false),
  gridPos,
  panels: z.tuple([]),
})

const target = z.strictObject({
  refId: z.string().regex(/^[A-Z]$/),
  expr: z.string().min(1),
  legendFormat: z.string(),
  format: z.enum(['table', 'heatmap']).optional(),
  instant: z.boolean().optional(),
  range: z.boolean().optional(),
})

const panel = z.strictObject({
  id: z.int().positive(),
  type: z.enum(['timeseries', 'stat', 'table', 'heatmap']),
  title: z.string().min(1),
  description: z.string().min(1),
  datasource: byDatasourceVariable,
  gridPos,
  targets: z.array(target).min(1),
  fieldConfig: z.strictObject({
    defaults: z.looseObject({ unit: z.enum(units) }),
    overrides: z.array(
      z.strictObject({
        matcher: z.strictObject({ id: z.literal('byName'), options: z.string() }),
        properties: z.array(z.strictObject({ id: z.literal('unit'), value: z.enum(units) })).min(1),
      }),
    ),
  }),
  options: z.looseObject({}),
  transformations: z.array(z.looseObject({ id: z.string() })).optional(),
})

const datasourceVariable = z.looseObject({
  name: z.literal('datasource'),
  type: z.literal('datasource'),
  query: z.literal('prometheus'),
})

const choice = z.looseObject({
  name: z.string(),
  label: z.string().min(1),
  type: z.literal('query'),
  datasource: byDatasourceVariable,
  query: z.string().regex(/^label_values\(.+, \w+\)$/),
  allValue: z.literal('.*'),
})

/** What Grafana needs of a board, and what ours keep to. */
const boardFile = z.strictObject({
  uid: z
    .string()
    .regex(/^treeline-[a-z]+$/)
    .max(40),
  title: z.string().startsWith('Treeline: '),
  description: z.string().min(1),
  tags: z.tuple([z.literal('treeline')]),
  schemaVersion: z.int(),
  editable: z.boolean(),
  graphTooltip: z.literal(1),
  timezone: z.literal('utc'),
  refresh: z.string(),
  time: z.strictObject({ from: z.string().startsWith('now-'), to: z.literal('now') }),
  links: z.array(z.looseObject({})),
  templating: z.strictObject({ list: z.tuple([datasourceVariable]).rest(choice) }),
  panels: z.array(z.union([row, panel])).min(1),
})

export type Board = z.infer<typeof boardFile> & { name: string }
export type Panel = z.infer<typeof panel>

/**
 * All boards.
 *
 * @throws an error that names what is not as Grafana needs it
 */
export function readBoards(): Board[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.map((file) => ({
    name: basename(file, '.json'),
    ...boardFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  }))
}

/** The panels of a board that show something. */
export function panelsOf({ panels }: Board): Panel[] {
  return panels.filter((each): each is Panel => each.type !== 'row')
}

/** What the choices of a board ask for: a metric, and one of its labels. */
export function choicesOf({ templating }: Board): { metric: string; label: string }[] {
  const [, ...choices] = templating.list
  return choices.map(({ query }) => {
    const [, metric = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? []
    return { metric, label }
  })
}

/** A query of a panel, as it is written there. */
export type PanelQuery = { board: string; panel: string; refId: string; expr: string }

export function queriesOf(board: Board): PanelQuery[] {
  return panelsOf(board).flatMap(({ title, targets }) =>
    targets.map(({ refId, expr }) => ({ board: board.name, panel: title, refId, expr })),
  )
}
