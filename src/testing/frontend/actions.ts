import type { FrontendCall } from './frontend-call.ts'
import {
  filterBody,
  hardwareCommits,
  hardwareListing,
  hardwareOfRevision,
  hardwareSelectors,
  hardwareSummary,
  hardwareTables,
} from './hardware-calls.ts'
import {
  buildPage,
  buildSheet,
  issueCards,
  issueListing,
  issuePage,
  testPage,
} from './item-calls.ts'
import { forbiddenLog, metrics, origins } from './other-calls.ts'
import type { PageFacts } from './page-facts.ts'
import {
  commitsOfTree,
  comparison,
  filterQuery,
  graphOfTree,
  latestOfTree,
  treeListing,
  viewOfCommit,
  viewOfHash,
} from './tree-calls.ts'

/** What a visitor does, and the calls that follow, in their order. */
export type Action = readonly [name: string, calls: readonly FrontendCall[]]

/** Everything that was done on every page of the dashboard while its calls were recorded. */
export function frontendActions(facts: PageFacts): Action[] {
  return [
    ...treeActions(facts),
    ...treeFilterActions(facts),
    ...itemActions(facts),
    ...hardwareActions(facts),
    ...hardwareFilterActions(facts),
    ...issueActions(facts),
    ...linkActions(facts),
    ...missingActions(facts),
  ]
}

const treePage = (facts: PageFacts): FrontendCall[] => [
  commitsOfTree(facts, facts.tree, ''),
  viewOfCommit(facts, facts.tree, 'summary'),
  graphOfTree(facts, 'builds'),
  viewOfCommit(facts, facts.tree, 'builds'),
  issueCards(facts),
]

function treeActions(facts: PageFacts): Action[] {
  const { tree, hashes } = facts
  const other = { ...tree, hash: hashes[1] ?? tree.hash }
  const cards = issueCards(facts)
  return [
    ['the first page', [origins(facts), treeListing(facts)]],
    ['a row of the trees', treePage(facts)],
    ['boots of a tree', [viewOfCommit(facts, tree, 'boots'), graphOfTree(facts, 'boots'), cards]],
    ['tests of a tree', [viewOfCommit(facts, tree, 'tests'), graphOfTree(facts, 'tests'), cards]],
    [
      'another commit in the graph',
      [viewOfCommit(facts, other, 'summary'), viewOfCommit(facts, other, 'builds'), cards],
    ],
    ['compare', [...treePage(facts), ...comparison(facts, hashes)]],
    ['compare, sides swapped', comparison(facts, hashes.slice(0, 2).toReversed())],
    ['compare, another commit', comparison(facts, hashes.slice(1, 3).concat(tree.hash))],
  ]
}

function treeFilterActions(facts: PageFacts): Action[] {
  const { tree } = facts
  const bounds = ['duration', 'boot.duration', 'test.duration'].map((name) => [
    `${name}_[gte]`,
    `${name}_[lte]`,
  ])
  const alone = Object.keys(facts.filters).filter((name) => !name.includes('duration'))
  return [...alone.map((name) => [name]), ...bounds].map((names): Action => {
    const filter = filterQuery(facts, ...names)
    return [
      `a tree filtered by ${names.join(' and ')}`,
      [
        viewOfCommit(facts, tree, 'summary', filter),
        graphOfTree(facts, 'builds', filter),
        viewOfCommit(facts, tree, 'builds', filter),
      ],
    ]
  })
}

function itemActions(facts: PageFacts): Action[] {
  const { builds, boot, test } = facts
  return [
    ['sheet of a build, then of the next', [...buildSheet(builds[0]), ...buildSheet(builds[1])]],
    ['page of a build', buildPage(builds[0])],
    ['test of a build', [...buildPage(builds[0]), ...testPage(test)]],
    ['log of a build', [forbiddenLog(), ...buildSheet(builds[0])]],
    ['row of the boots', testPage(boot)],
    ['row of the tests', testPage(test)],
    ['hardware of a test', [hardwareSummary(facts), origins(facts)]],
  ]
}

const hardwarePage = (facts: PageFacts, hardware = facts.hardware): FrontendCall[] => [
  hardwareSummary(facts, { hardware }),
  hardwareCommits(facts, hardware),
  hardwareTables(facts, { hardware }),
  graphOfHardware(facts, hardware, 'builds'),
]

/** Counts of builds, boots or tests on a hardware, for the graph of one of its trees. */
function graphOfHardware(facts: PageFacts, hardware: string, types: string): FrontendCall {
  return graphOfTree(facts, types, {
    'filter_test.hardware': hardware,
    builds_related_to_filtered_tests_only: 'true',
    start_timestamp_in_seconds: '1750420800',
    end_timestamp_in_seconds: '4102444800',
  })
}

function hardwareActions(facts: PageFacts): Action[] {
  const { days, hardware, hardwareTrees, tree, boot, test, builds } = facts
  const [first] = hardwareTrees
  const one = { selectedCommits: { [first?.index ?? '0']: 'head' } }
  const commit = { selectedCommits: { [first?.index ?? '0']: first?.head_git_commit_hash ?? '' } }
  const open = [origins(facts), hardwareSelectors(facts)]
  return [
    ['hardware', [...open, hardwareListing(facts, { days })]],
    ['hardware, 30 days', [...open, hardwareListing(facts, { days: Math.max(days, 30) })]],
    ['hardware of a commit', [hardwareListing(facts, { days, commits: tree.hash })]],
    ['hardware of a revision', [...open, hardwareOfRevision(facts), hardwareSummary(facts)]],
    ['row of the hardware', hardwarePage(facts)],
    ['boots of a hardware', [graphOfHardware(facts, hardware, 'boots')]],
    ['tests of a hardware', [graphOfHardware(facts, hardware, 'tests')]],
    ['one tree of a hardware', [hardwareSummary(facts, one), hardwareTables(facts, one)]],
    [
      'an older commit of a hardware',
      [hardwareSummary(facts, commit), hardwareTables(facts, commit)],
    ],
    ['build of a hardware', [...hardwarePage(facts), ...buildPage(builds[0])]],
    ['boot of a hardware', [...hardwarePage(facts), ...testPage(boot)]],
    ['test of a hardware', [...hardwarePage(facts), ...testPage(test)]],
    ['a compatible', hardwarePage(facts, facts.compatible)],
  ]
}

function hardwareFilterActions(facts: PageFacts): Action[] {
  const names = Object.keys(facts.filters).filter((name) => !name.endsWith('.origin'))
  return names.map((name): Action => {
    const filter = filterBody(facts, name)
    return [
      `hardware filtered by ${name}`,
      [hardwareSummary(facts, { filter }), hardwareTables(facts, { filter })],
    ]
  })
}

function issueActions(facts: PageFacts): Action[] {
  const { issue, builds, test } = facts
  const listed = { filter_origin: [issue.origin, 'linaro'], 'filter_issue.categories': 'kbuild' }
  return [
    ['issues', [issueListing(facts)]],
    ['issues, preset filters removed', [issueListing(facts, {})]],
    ['issues, filtered', [issueListing(facts, listed)]],
    ['row of the issues', issuePage(facts)],
    ['an issue without a version', issuePage(facts, false)],
    ['test of an issue', [...issuePage(facts), ...testPage(test)]],
    ['build of an issue', [...issuePage(facts), ...buildPage(builds[0])]],
    ['back to the issue', [...testPage(test), ...issuePage(facts)]],
    ['metrics of a week, of two', [metrics(8, 1), metrics(15, 1)]],
  ]
}

function linkActions(facts: PageFacts): Action[] {
  const { tree, slashed } = facts
  const byHash = [viewOfHash(facts, 'summary'), viewOfHash(facts, 'builds')]
  const actions: Action[] = [
    ['a link to the newest commit', [latestOfTree(facts, tree), ...treePage(facts)]],
    ['a link to a commit', [latestOfTree(facts, tree, { commit_hash: tree.hash, git_url: '' })]],
    ['an older link to a commit', [commitsOfTree(facts, tree, tree.url), ...byHash]],
  ]
  if (slashed === undefined) return actions
  const ofSlashed = [
    latestOfTree(facts, slashed),
    commitsOfTree(facts, slashed),
    viewOfCommit(facts, slashed, 'summary'),
    viewOfCommit(facts, slashed, 'builds'),
  ]
  return [...actions, ['a branch with a slash', ofSlashed]]
}

/** What is not there is told in a way that the page can show (api-misc.md 1.7). */
function missingActions(facts: PageFacts): Action[] {
  const missing = (call: FrontendCall): FrontendCall => ({ ...call, finds: 'nothing' })
  const nowhere = { name: 'no-such-tree', branch: 'no-such-branch', hash: '0'.repeat(40) }
  const [build] = buildSheet('maestro:no-such-build')
  const [test] = testPage({ ...facts.test, id: 'maestro:no-such-test' })
  const [issue] = issuePage({ ...facts, issue: { ...facts.issue, id: 'maestro:no-such-issue' } })
  const there = [build, test, issue].filter((call) => call !== undefined)
  return [
    ['something that is not there', there.map(missing)],
    ['a tree that is not there', [missing(latestOfTree(facts, nowhere))]],
    [
      'a commit that is not there',
      [missing(viewOfCommit(facts, { ...facts.tree, hash: nowhere.hash }, 'summary'))],
    ],
    [
      'hardware that is not there',
      [missing(hardwareSummary(facts, { hardware: 'no-such-hardware' }))],
    ],
    ['an origin that is not there', [missing(treeListing(facts, { origin: 'no-such-origin' }))]],
    ['commits to compare that are not there', comparison(facts, [nowhere.hash, '1'.repeat(40)])],
    [
      'an architecture that is not there',
      [viewOfCommit(facts, facts.tree, 'summary', { filter_architecture: 'no-such-arch' })],
    ],
  ]
}
