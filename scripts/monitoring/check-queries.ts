import { errorMessage } from '../../src/platform/errors/error-message.ts'
import type { Tally } from '../checks/tally.ts'
import { choicesOf, queriesOf, readBoards } from './boards.ts'
import type { RunningPrometheus, Series } from './prometheus.ts'
import { referenceQueries } from './reference-boards.ts'
import { readAlerts } from './rules.ts'
import { mayBeSilent } from './silences.ts'

/** What Grafana puts in place of its variables, for a run of half a minute. */
function filledIn(expr: string): string {
  return expr
    .replaceAll('$__rate_interval', '15s')
    .replaceAll('$__range', '1m')
    .replaceAll(/\$\w+/g, '.*')
}

/** The same without what makes it silent in good times: comparisons give 0 or 1, and nothing is missed. */
function withoutConditions(expr: string): string {
  return expr.replaceAll(/ (==|!=|>=|<=|>|<) (?!bool)/g, ' $1 bool ').replaceAll(/\babsent\(/g, '(')
}

/** Asks Prometheus everything that panels, rules and the boards of the reference ask. */
export async function checkQueries(prometheus: RunningPrometheus, tally: Tally): Promise<void> {
  for (const board of readBoards()) {
    for (const { metric, label } of choicesOf(board)) {
      const values = `count by (${label}) (${metric}{${label}!=""})`.replace('}{', ', ')
      tellWrong(tally, `${board.name}: choice of ${label}`, await hasData(prometheus, values))
    }
    for (const query of queriesOf(board)) {
      const expr = filledIn(query.expr)
      const isLoud = await hasData(prometheus, expr)
      // a filter may leave nothing; what it filters must be there
      const isSilent =
        mayBeSilent(query) && (await hasData(prometheus, withoutConditions(expr))) === true
      const name = `${query.board}: ${query.panel} (${query.refId})`
      tellWrong(tally, name, isLoud === true || isSilent || isLoud)
    }
  }
  for (const { alert, expr } of readAlerts()) {
    tellWrong(tally, `rule ${alert}`, await hasData(prometheus, withoutConditions(expr)))
  }
  for (const { board, panel, expr } of referenceQueries) {
    tellWrong(tally, `the reference's ${board}: ${panel}`, await hasData(prometheus, expr))
  }
}

/** True when a query finds at least one number; what Prometheus says of one that it does not understand. */
async function hasData({ query }: RunningPrometheus, expr: string): Promise<boolean | string> {
  try {
    return (await query(expr)).some(isNumber)
  } catch (error) {
    return errorMessage(error)
  }
}

function isNumber({ value }: Series): boolean {
  return !Number.isNaN(value)
}

/** There are some two hundred: only what is wrong is told. */
function tellWrong(tally: Tally, name: string, found: boolean | string): void {
  if (found === true) tally.add(1, 0)
  else tally.check(`${name} returns data`, false, found === false ? 'nothing' : found)
}

/** Whether Prometheus could evaluate every rule, and what it would tell people is what was meant. */
export async function checkRules({ get }: RunningPrometheus, tally: Tally): Promise<void> {
  const { groups } = (await get('rules?type=alert')) as Rules
  const rules = groups.flatMap((group) => group.rules)
  const sick = rules.filter(({ health }) => health !== 'ok')
  tally.check(
    `${rules.length} rules are evaluated`,
    rules.length === readAlerts().length && sick.length === 0,
    sick.map(({ name, lastError }) => `${name}: ${lastError}`).join('\n'),
  )
  const raised = rules.filter(({ alerts }) => alerts.length > 0)
  console.log(`raised: ${raised.map(({ name }) => name).join(', ')}`)
  const texts = raised.flatMap(({ alerts }) =>
    alerts.flatMap(({ annotations }) => Object.values(annotations)),
  )
  const broken = texts.filter((text) => text.includes('<error') || text.includes('<no value>'))
  tally.check(
    'alarms that are raised say what they mean',
    texts.length > 0 && broken.length === 0,
    broken.join('\n'),
  )
}

type Rules = {
  groups: {
    rules: {
      name: string
      health: string
      lastError?: string
      alerts: { annotations: Record<string, string> }[]
    }[]
  }[]
}
