import { type FrontendCall, members, type Query } from './frontend-call.ts'
import { windowOf, type PageFacts, type TestFacts } from './page-facts.ts'

const issueReads = members('[].', 'id version comment report_url incidents_info.FAIL')
const listedTest = members(
  '[].',
  'id status path duration start_time environment_compatible environment_misc lab',
)

/** What the sheet of a build asks for. */
export function buildSheet(id = ''): FrontendCall[] {
  return [
    {
      method: 'GET',
      path: `/api/build/${id}`,
      reads: [
        ...members('', 'id architecture compiler config_name config_url status duration comment'),
        ...members('', 'start_time log_url log_excerpt git_commit_hash git_commit_name command'),
        ...members('', 'git_repository_url git_repository_branch tree_name origin misc'),
        ...members('', 'input_files output_files'),
      ],
    },
    { method: 'GET', path: `/api/build/${id}/issues`, reads: issueReads, finds: 'perhaps' },
  ]
}

/** What the page of a build asks for. */
export function buildPage(id = ''): FrontendCall[] {
  return [
    ...buildSheet(id),
    { method: 'GET', path: `/api/build/${id}/tests`, reads: listedTest, finds: 'perhaps' },
  ]
}

/** What the page of a test asks for; the history with what the test says of itself. */
export function testPage(test: TestFacts): FrontendCall[] {
  const platform = test.environment_misc?.platform
  return [
    {
      method: 'GET',
      path: `/api/test/${test.id}`,
      reads: [
        ...members('', 'id build_id path status log_url log_excerpt architecture misc compiler'),
        ...members('', 'config_name start_time field_timestamp environment_misc origin tree_name'),
        ...members('', 'environment_compatible git_commit_hash git_repository_url'),
        ...members('', 'git_repository_branch input_files output_files'),
      ],
    },
    { method: 'GET', path: `/api/test/${test.id}/issues`, reads: issueReads, finds: 'perhaps' },
    {
      method: 'GET',
      path: '/api/test/status-history',
      query: {
        path: test.path,
        origin: test.origin,
        git_repository_url: test.git_repository_url,
        git_repository_branch: test.git_repository_branch,
        platform: typeof platform === 'string' ? platform : undefined,
        current_test_start_time: test.start_time ?? undefined,
        config_name: test.config_name,
        field_timestamp: test.field_timestamp ?? undefined,
      },
      reads: [
        'regression_type',
        ...members('status_history.[].', 'id status start_time git_commit_hash'),
      ],
    },
  ]
}

/** The filters that are set when the page of issues opens. */
const preset = { 'filter_issue.culprit': 'code', 'filter_issue.options': 'hasIncident' }

export function issueListing({ days }: PageFacts, filters: Query = preset): FrontendCall {
  const { start, end } = windowOf(days)
  return {
    method: 'GET',
    path: '/api/issue/',
    query: { startTimestampInSeconds: start, endTimestampInSeconds: end, ...filters },
    reads: [
      ...members('issues.[].', 'id comment origin version field_timestamp categories'),
      ...members('issues.[].culprit_', 'code tool harness'),
      ...members('filters.', 'origins culprits categories'),
      'extras',
    ],
  }
}

/** What the page of an issue asks for; without a version where the link had none. */
export function issuePage({ issue }: PageFacts, hasVersion = true): FrontendCall[] {
  const query = hasVersion ? { version: String(issue.version) } : {}
  const path = `/api/issue/${issue.id}`
  return [
    {
      method: 'GET',
      path,
      query,
      reads: [
        ...members('', 'id version comment report_url report_subject misc categories extra'),
        ...members('', 'culprit_code culprit_tool culprit_harness field_timestamp'),
      ],
    },
    {
      method: 'GET',
      path: `${path}/tests`,
      query,
      reads: [...listedTest, '[].tree_name'],
      finds: 'perhaps',
    },
    {
      method: 'GET',
      path: `${path}/builds`,
      query,
      reads: [
        ...members('[].', 'id architecture config_name compiler status duration start_time'),
        ...members('[].', 'log_url tree_name git_repository_branch'),
      ],
      finds: 'perhaps',
    },
  ]
}

/** What the cards of issues ask for: pairs, some of them twice. */
export function issueCards({ issue, filters }: PageFacts): FrontendCall {
  const seen = ['build.issue', 'boot.issue', 'test.issue'].flatMap((name) => {
    const [, id, version] = /^(.*),(\d+)$/.exec(String(filters[name])) ?? []
    return id === undefined ? [] : [[id, Number(version)]]
  })
  const pair = [issue.id, issue.version]
  return {
    method: 'POST',
    path: '/api/issue/extras/',
    body: { issues: [pair, ...seen, pair] },
    reads: ['issues'],
  }
}
