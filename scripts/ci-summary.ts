/** Adds up the results in a folder and prints the one line that a CI run ends with. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scriptCommand } from './command/script-command.ts'

type Totals = { passed: number; failed: number }
type TestReport = { numPassedTests: number; numFailedTests: number; success: boolean }

const [directory = '.'] = scriptCommand('ci:summary', 'Add up the results of a CI run')
  .argument('[directory]', 'where the results are; default: the current one')
  .parse().args

function read<Report>(name: string): Report | undefined {
  const file = join(directory, name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}

const tests = read<TestReport>('tests.json')
const reports = [
  'newcomers',
  'conformance',
  'clients',
  'pgbouncer',
  'replicas',
  'freshness',
  'nginx',
  'restore-psql',
  'faults',
  'mail',
  'mail-parsed',
  'mail-week',
  'telling',
  'prune',
  'hostile',
  'book',
  'containers',
  'job-slots',
  'exchange',
  'load',
  'bench-http',
  'monitoring',
  'overload',
]
const others = reports.map((name) => read<Totals>(`${name}.json`))
const passed = others.reduce((sum, each) => sum + (each?.passed ?? 0), tests?.numPassedTests ?? 0)
// a test run that left no report did not get as far as its tests
const testFailures = tests === undefined ? 1 : Math.max(tests.numFailedTests, tests.success ? 0 : 1)
const failed = others.reduce((sum, each) => sum + (each?.failed ?? 0), testFailures)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
