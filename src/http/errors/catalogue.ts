/**
 * Which body an error has: `error` and `detail` are objects with that member, as the clients know
 * them (api-misc.md 1.7, shapes A, B and E).
 */
type Shape = 'error' | 'detail'

type Status = 200 | 400 | 403 | 404 | 405 | 408 | 417 | 431 | 499 | 500 | 502 | 503 | 504

type Entry = { status: Status; shape: Shape; message: string }

/**
 * Every answer that is not what was asked for. The key is a stable code, sent as `X-Error-Code`;
 * status and message are what clients match (api-misc.md 12). Those with status 200 say "nothing
 * found" to the dashboard, which treats a body with `error` as empty (api-misc.md O1).
 * docs/errors.md explains each to the person who caused it.
 */
export const errorCatalogue = {
  not_found: { status: 404, shape: 'detail', message: 'Not found.' },
  method_not_allowed: { status: 405, shape: 'detail', message: 'Method not allowed.' },
  unreadable_request: {
    status: 400,
    shape: 'error',
    message: 'The request is not readable as HTTP',
  },
  invalid_host: {
    status: 400,
    shape: 'error',
    message: 'A request must name one host, as name or name:port, in one header Host',
  },
  request_timeout: {
    status: 408,
    shape: 'error',
    message: 'The request came too slowly: it has 30 seconds to arrive',
  },
  unknown_expectation: {
    status: 417,
    shape: 'error',
    message: 'The header Expect may only hold 100-continue',
  },
  headers_too_large: {
    status: 431,
    shape: 'error',
    message: 'A request may have 100 headers, and 16 kB together with its first line',
  },
  connect_refused: {
    status: 405,
    shape: 'error',
    message: 'CONNECT is for proxies, and this is none',
  },
  unreadable_path: {
    status: 400,
    shape: 'error',
    message: 'The path must be percent-encoded UTF-8 without NUL, at most 4094 bytes long',
  },
  unreadable_query: {
    status: 400,
    shape: 'error',
    message:
      'The query must be percent-encoded UTF-8 without NUL: at most 1000 parameters of at most 4094 bytes each',
  },
  invalid_parameter: { status: 400, shape: 'error', message: 'Invalid parameter' },
  invalid_cursor: {
    status: 400,
    shape: 'error',
    message: 'The cursor must be taken from the header Link of an answer of the same list',
  },
  no_compared_commits: {
    status: 400,
    shape: 'error',
    message: 'hash_a and hash_b are required',
  },
  invalid_body: {
    status: 400,
    shape: 'error',
    message: 'Invalid body, request body must be a valid json string',
  },
  no_asked_issues: {
    status: 400,
    shape: 'error',
    message: 'Invalid body, the issue list must not be empty',
  },
  body_too_large: {
    status: 400,
    shape: 'error',
    message: 'The request body must be at most 2621440 bytes long',
  },
  too_many_values: {
    status: 400,
    shape: 'error',
    message: 'The request body must have at most 100000 values, and an object in it 10000 members',
  },
  invalid_timestamps: {
    status: 400,
    shape: 'error',
    message: 'startTimestampInSeconds and endTimestampInSeconds must be a Unix Timestamp',
  },
  reversed_window: {
    status: 400,
    shape: 'error',
    message: 'start_date must be before end_date',
  },
  no_days: {
    status: 400,
    shape: 'error',
    message: 'start_days_ago must be greater than end_days_ago to define a valid interval',
  },
  no_commit_hashes: {
    status: 400,
    shape: 'error',
    message: 'commit_hashes query parameter is required',
  },
  invalid_filter_operator: { status: 400, shape: 'error', message: 'Invalid filter operator' },
  invalid_filter_value: { status: 400, shape: 'error', message: 'Invalid filter key or value' },
  too_many_paths: { status: 400, shape: 'error', message: 'Too many paths in a filter' },

  build_not_found: { status: 200, shape: 'error', message: 'Build not found' },
  no_build_tests: { status: 200, shape: 'error', message: 'No tests found for this build' },
  no_build_issues: { status: 200, shape: 'error', message: 'No issues found for this build' },
  test_not_found: { status: 200, shape: 'error', message: 'Test not found' },
  no_test_issues: {
    status: 200,
    shape: 'error',
    message: 'No issues were found for this test',
  },
  no_issues: { status: 200, shape: 'error', message: 'No issues found' },
  invalid_ages: {
    status: 400,
    shape: 'error',
    message: "Minimum age can't be greater than or equal to the maximum age",
  },
  no_reported_tree: {
    status: 200,
    shape: 'error',
    message: 'Tree not found in the given interval',
  },
  no_status_history: { status: 400, shape: 'error', message: 'Test status history not found' },
  issue_not_found: { status: 200, shape: 'error', message: 'Issue not found' },
  no_issue_tests: { status: 200, shape: 'error', message: 'No tests found for this issue' },
  no_issue_builds: { status: 200, shape: 'error', message: 'No builds found for this issue' },
  no_issue_extras: {
    status: 200,
    shape: 'error',
    message: "No extra details found. Issue id has no incident or doesn't exist.",
  },
  no_origins: { status: 400, shape: 'error', message: 'No origins found' },
  no_trees: { status: 200, shape: 'error', message: 'No trees were found' },
  tree_not_found: { status: 200, shape: 'error', message: 'Tree not found.' },
  no_results: {
    status: 200,
    shape: 'error',
    message: 'No results available for this tree/branch/commit',
  },
  no_commits: { status: 200, shape: 'error', message: 'History of tree commits not found' },
  hardware_not_found: { status: 200, shape: 'error', message: 'Hardware not found' },
  no_hardware_commits: {
    status: 200,
    shape: 'error',
    message: "This hardware isn't associated with any commit",
  },
  no_hardware_builds: {
    status: 200,
    shape: 'error',
    message: 'No builds found for this hardware',
  },
  no_hardware_boots: {
    status: 200,
    shape: 'error',
    message: 'No boots found for this hardware',
  },
  no_hardware_tests: {
    status: 200,
    shape: 'error',
    message: 'No tests found for this hardware',
  },
  no_hardware: { status: 200, shape: 'error', message: 'No hardware found' },
  no_commit_history: { status: 200, shape: 'error', message: 'Commit history not found' },
  no_builds: {
    status: 200,
    shape: 'error',
    message: 'No builds available for this tree/branch/commit',
  },

  invalid_url: { status: 400, shape: 'error', message: 'Invalid URL' },
  domain_not_allowed: { status: 403, shape: 'error', message: 'Domain not allowed' },
  address_not_public: {
    status: 403,
    shape: 'error',
    message: 'Domain not allowed: it has an address that is not public',
  },
  log_listing_table: { status: 400, shape: 'error', message: "Table with id 'list' not found" },
  log_listing_body: { status: 400, shape: 'error', message: 'Table body not found' },
  log_listing_columns: {
    status: 400,
    shape: 'error',
    message: 'Invalid number of columns in table row (probably not a log website)',
  },
  log_listing_link: {
    status: 400,
    shape: 'error',
    message: 'No link in table row (probably not a log website)',
  },
  no_log_files: { status: 200, shape: 'error', message: 'No log files found' },
  upstream_refused: { status: 404, shape: 'error', message: 'Failed to fetch resource: Not Found' },
  upstream_failed: { status: 502, shape: 'error', message: 'Error fetching the resource' },
  upstream_timeout: { status: 504, shape: 'error', message: 'Error fetching the resource' },
  too_many_fetches: {
    status: 503,
    shape: 'error',
    message: 'Too many files are being fetched from other hosts, please try again',
  },

  overloaded: {
    status: 503,
    shape: 'error',
    message: 'More is asked for than can be answered in time, please try again',
  },
  unavailable: {
    status: 503,
    shape: 'error',
    message: 'The database is busy or unreachable, please try again',
  },
  client_left: { status: 499, shape: 'error', message: 'The client left before the answer' },
  internal: { status: 500, shape: 'error', message: 'Internal server error' },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof errorCatalogue
