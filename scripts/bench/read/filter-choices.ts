import type { FilterOptions } from '../../../src/domain/details/answer-types.ts'

/** The kinds of filter that the page of a commit offers. */
export const filterKinds = [
  'config',
  'hardware',
  'lab',
  'status',
  'issue',
  'duration',
  'path',
] as const

/** Parts of a query string by kind, each one filter. */
export type FilterChoices = Record<(typeof filterKinds)[number], string[]>

/** What of a summary tells which filters its page offers. */
export type SummaryBody = { common: { hardware: string[] }; filters: FilterOptions }

/** The filters that a reader of this summary could choose. */
export function filterChoices(
  { common, filters }: SummaryBody,
  pathTexts: readonly string[],
): FilterChoices {
  return {
    config: filters.all.configs.map((config) => parameter('config_name', config)),
    hardware: common.hardware.map((hardware) => parameter('test.hardware', hardware)),
    lab: filters.tests.labs.map((lab) => parameter('test.lab', lab)),
    status: ['test', 'boot', 'build'].flatMap((item) =>
      ['PASS', 'FAIL'].map((status) => parameter(`${item}.status`, status)),
    ),
    issue: (['test', 'boot', 'build'] as const).flatMap((item) => [
      parameter(`${item}.issue`, 'Uncategorized,null'),
      ...filters[`${item}s`].issues.map((issue) => parameter(`${item}.issue`, issue.join(','))),
    ]),
    duration: ['test.duration', 'boot.duration', 'duration'].flatMap((key) => [
      parameter(`${key}_[gte]`, '5'),
      parameter(`${key}_[lte]`, '60'),
    ]),
    path: pathTexts.map((text) => parameter('test.path', text)),
  }
}

function parameter(key: string, value: string): string {
  return `filter_${encodeURIComponent(key)}=${encodeURIComponent(value)}`
}
