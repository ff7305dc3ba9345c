type Count = Record<string, number>
type KindSummary = { status: Count; labs: Record<string, Count>; environment_misc?: object }
type KindOptions = { issues: [string, number][]; origins: string[]; labs: string[] }

/** What a summary says that a reader may filter by. */
export type Summary = {
  common: { hardware: string[] }
  summary: Record<'builds' | 'boots' | 'tests', KindSummary>
  filters: Record<'builds' | 'boots' | 'tests', KindOptions> & {
    all: { configs: string[]; architectures: string[]; compilers: string[] }
  }
}

/** Values per key at most: more of a kind would ask the same again. */
const most = 3

/** One query string per filter that a page offers, and some that it does not. */
export function filterChoices({ common, summary, filters }: Summary): string[] {
  const { all } = filters
  const platforms = Object.keys({
    ...summary.boots.environment_misc,
    ...summary.tests.environment_misc,
  })
  const labs = [filters.builds, filters.boots, filters.tests].flatMap((options) => options.labs)
  return [
    '',
    ...choose('config_name', all.configs),
    ...choose('architecture', all.architectures),
    ...choose('compiler', all.compilers),
    ...choose('test.hardware', ['Unknown', 'kubernetes']),
    ...choose('test.hardware', common.hardware),
    ...choose('test.hardware', platforms),
    ...choose('test.lab', ['Unknown']),
    ...choose('test.lab', labs),
    ...choose('duration_[gte]', ['100']),
    ...choose('duration_[lte]', ['600']),
    ...(['builds', 'boots', 'tests'] as const).flatMap((kind) =>
      choicesOf(kind.slice(0, -1), filters[kind], summary[kind]),
    ),
  ]
}

function choicesOf(
  key: string,
  { issues, origins }: KindOptions,
  { status }: KindSummary,
): string[] {
  const shown = Object.keys(status).filter((name) => (status[name] ?? 0) > 0)
  const own = [
    ...choose(`${key}.status`, shown),
    ...choose(`${key}.origin`, origins),
    ...choose(`${key}.issue`, ['Uncategorized,null']),
    ...choose(
      `${key}.issue`,
      issues.map(([id, version]) => `${id},${version}`),
    ),
  ]
  if (key === 'build') return own
  return [
    ...own,
    ...choose(`${key}.duration_[gte]`, ['10']),
    ...choose(`${key}.duration_[lt]`, ['60']),
    ...choose(`${key}.path`, ['boot', 'e', '%']),
  ]
}

function choose(key: string, values: readonly string[]): string[] {
  const distinct = [...new Set(values)].slice(0, most)
  return distinct.map((value) => new URLSearchParams({ [`filter_${key}`]: value }).toString())
}
