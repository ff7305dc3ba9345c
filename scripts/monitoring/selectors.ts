/** A condition on a label: `code="internal"`, `status=~"5.."`. */
export type Matcher = { label: string; operator: string; value: string }

/** What a query asks Prometheus for: a metric, and which of its series. */
export type Selector = { name: string; matchers: Matcher[] }

const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'time'])

/** The selectors of a PromQL expression, in the order in which they stand there. */
export function selectorsOf(expr: string): Selector[] {
  const bare = expr
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right) *\([^)]*\)/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
  const found = bare.matchAll(/([a-zA-Z_:][\w:]*)(\{(?:[^}"]|"[^"]*")*\})?( *\()?/g)
  return [...found].flatMap(([, name = '', conditions = '', call]) =>
    call === undefined && !words.has(name) ? [{ name, matchers: matchersOf(conditions) }] : [],
  )
}

function matchersOf(conditions: string): Matcher[] {
  return [...conditions.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(
    ([, label = '', operator = '', value = '']) => ({ label, operator, value }),
  )
}

/** As Prometheus selects; what a variable of a board stands for is anything. */
export function meets(labels: Readonly<Record<string, string>>, matchers: Matcher[]): boolean {
  return matchers.every(({ label, operator, value }) => {
    if (value.startsWith('$')) return true
    const isPattern = operator.endsWith('~')
    const own = labels[label] ?? ''
    const isMet = isPattern ? new RegExp(`^(?:${value})$`).test(own) : own === value
    return operator.startsWith('!') ? !isMet : isMet
  })
}
