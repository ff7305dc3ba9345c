import type { HttpApp } from '../../http/http-app.ts'

/** Whatever a route asks for, of the worked example; names that no route has mean nothing. */
const given: Readonly<Record<string, string>> = {
  build_id: 'b_pass',
  test_id: 'boot2',
  issue_id: 'i2',
  hardware_id: 'juno',
  tree_name: 'mainline',
  git_branch: 'master',
  git_url: 'https://git/linux.git',
  git_repository_branch: 'master',
  git_repository_url: 'https://git/linux.git',
  commit_hash: 'H1',
  git_commit_hash: 'H1',
  commit_hashes: 'H0,H1',
  hash_a: 'H0',
  hash_b: 'H1',
  origin: 'maestro',
  interval_in_days: '700000',
  start_days_ago: '700000',
  path: 'boot.nfs',
  platform: 'juno',
  config_name: 'defconfig',
  current_test_start_time: '9999-12-31T23:59:59Z',
  startTimestampInSeconds: '1700000000',
  endTimestampInSeconds: '1900000000',
}

const body = JSON.stringify({
  origin: 'maestro',
  startTimestampInSeconds: '1700000000',
  endTimestampInSeconds: '1900000000',
  selectedCommits: {},
  filter: {},
  issues: [['i2', 1]],
  commitHeads: [
    {
      treeName: 'mainline',
      repositoryUrl: 'https://git/linux.git',
      branch: 'master',
      commitHash: 'H1',
    },
  ],
})

/** A request to a route that finds something in the worked example. */
export type ExampleRequest = {
  template: string
  /** Whether the route answers a list. */
  isList: boolean
  /** The address that is asked, with its query. */
  url: string
  method: string
  /** Undefined where the address says all. */
  body: string | undefined
  ask: (headers?: Record<string, string>, url?: string) => Promise<Response>
}

/** One request to each route that answers JSON about the data. */
export function requestsToWorkedExample(app: HttpApp): ExampleRequest[] {
  return app.openAPIRegistry.definitions.flatMap((one) => {
    if (one.type !== 'route' || !/^\/api\/(?!schema\/)/.test(one.route.path)) return []
    const { path: template, method, responses } = one.route
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name) => given[String(name)] ?? 'none')
    const url = method === 'get' ? `${path}?${new URLSearchParams(given)}` : path
    const sent = method === 'get' ? {} : { body }
    const asked = { template, url, method, body: method === 'get' ? undefined : body }
    const ask = async (headers: Record<string, string> = {}, other = url) =>
      app.request(other, {
        method,
        headers: { 'Content-Type': 'application/json', ...headers },
        ...sent,
      })
    return [{ ...asked, isList: JSON.stringify(responses).includes('text/csv'), ask }]
  })
}
