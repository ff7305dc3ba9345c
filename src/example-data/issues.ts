import { hashText, Random } from './random.ts'
import type { Issue } from './submission.ts'

/** What an issue is found in. */
export type IssueKind = 'build' | 'boot' | 'test'

/** An issue with all its versions, and when each becomes known. */
export type IssueHistory = {
  kind: IssueKind
  id: string
  versions: Issue[]
  /** For each version, the part (0 to 1) of the checkouts that have arrived before it. */
  arrivals: number[]
}

const symptoms: Record<IssueKind, readonly string[]> = {
  build: [
    'implicit declaration of function in a platform driver',
    'unresolved symbol while linking vmlinux',
    'unused variable treated as an error',
    'undefined reference in a module',
    'stack frame larger than the limit',
  ],
  boot: [
    'kernel did not reach the login prompt',
    'null pointer dereference while probing a device',
    'root file system not found over NFS',
    'watchdog fired before user space started',
    'bootloader timed out while loading the kernel',
  ],
  test: [
    'test timed out waiting for the shell',
    'unexpected lockdep report during the test',
    'device left unprobed',
    'value outside of the expected range',
    'result differs between page sizes',
    'test binary missing from the root file system',
  ],
}

/** Issues per kind: enough for lists to be worth paging, and a few of them common. */
const perKind = 14

/** All issues of a data set. */
export function issueHistories(seed: number): IssueHistory[] {
  return (['build', 'boot', 'test'] as const).flatMap((kind) =>
    Array.from({ length: perKind }, (_, index) => issueHistory(seed, kind, index)),
  )
}

/** The submission-ready versions that become known between two parts of the stream. */
export function issuesArriving(
  histories: readonly IssueHistory[],
  from: number,
  to: number,
): Issue[] {
  return histories.flatMap(({ versions, arrivals }) =>
    versions.filter((_, index) => {
      const arrival = arrivals[index] ?? 0
      return arrival >= from && arrival < to
    }),
  )
}

/** The issue that a failure with this fingerprint is put down to; low numbers are common ones. */
export function issueBehind(
  histories: readonly IssueHistory[],
  kind: IssueKind,
  fingerprint: number,
): IssueHistory {
  const ofKind = histories.filter((history) => history.kind === kind)
  const share = hashText(kind, fingerprint) / 0x1_0000_0000
  const found = ofKind[Math.floor(share * share * ofKind.length)]
  if (found === undefined) throw new RangeError(`no issue of kind ${kind}`)
  return found
}

function issueHistory(seed: number, kind: IssueKind, index: number): IssueHistory {
  const random = new Random(seed, 'issue', kind, index)
  const origin = random.pick(['maestro', 'maestro', 'maestro', 'redhat', 'broonie'])
  const id = `${origin}:${origin === 'redhat' ? `issue_${kind}_${1000 + index}` : random.hex(40)}`
  const first = origin === 'redhat' ? 1_740_000_000 + random.integer(0, 9_999_999) : 1
  const known = index % 3 === 0 ? 0 : random.fraction() ** 2
  const versions = Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, step) =>
    issueVersion({ id, origin, kind, version: first + step }, random),
  )
  const arrivals = versions.map((_, step) => known + ((1 - known) * step) / versions.length)
  // One issue arrives after every incident that names it.
  if (index === perKind - 1) arrivals.fill(1)
  return { kind, id, versions, arrivals }
}

function issueVersion(
  { id, origin, kind, version }: { id: string; origin: string; kind: IssueKind; version: number },
  random: Random,
): Issue {
  const symptom = random.pick(symptoms[kind])
  const culprit = random.pick(['code', 'code', 'code', 'tool', 'harness'])
  const issue: Issue = {
    id,
    version,
    origin,
    comment: `${symptom} [logspec:${kind},${kind}.other]`,
    culprit: {
      code: culprit === 'code',
      tool: culprit === 'tool',
      harness: culprit === 'harness',
    },
    misc: { logspec: { parser: kind, version: '1.0.0', error: { error_summary: symptom } } },
  }
  if (random.chance(0.6)) issue.categories = [kind === 'build' ? 'kbuild' : `linux.kernel.${kind}`]
  if (random.chance(0.4)) {
    issue.report_url = `https://lists.example.org/kernel/${id.split(':')[1]}`
    issue.report_subject = `[REGRESSION] ${symptom}`
  }
  return issue
}
