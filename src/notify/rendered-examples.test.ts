import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { reportKinds } from '../config/tellable.ts'

/** What the tests of the reports hold true, in the order in which people meet them. */
const examples = [
  { kind: 'status', title: 'What changed on a branch', golden: 'status/golden/status.txt' },
  { kind: 'hardware', title: 'The week of a board', golden: 'hardware/golden/hardware.txt' },
  { kind: 'issue', title: 'A build that broke', golden: 'issue/golden/build.txt' },
  { kind: 'issue', title: 'A board that no longer boots', golden: 'issue/golden/boot.txt' },
  { kind: 'test', title: 'One test', golden: 'test/golden/boot.txt' },
  {
    kind: 'new_issues',
    title: 'What is new since the last hour',
    golden: 'new-issues/golden/new-issues.txt',
  },
  { kind: 'metrics', title: 'The week in numbers', golden: 'metrics/golden/metrics.txt' },
]

const page = join(import.meta.dirname, '../../docs/subscribing.md')
const heading = '## What reports look like\n'

/** `npx vitest run rendered-examples -u` brings the page up to date. */
it('are shown to maintainers as they are sent', async () => {
  const [before] = readFileSync(page, 'utf8').split(heading)
  const shown = examples.map(({ title, golden }) => {
    const text = readFileSync(join(import.meta.dirname, 'reports', golden), 'utf8')
    return `### ${title}\n\n\`\`\`text\n${text}\`\`\`\n`
  })
  const introduction =
    'As text; whoever is no mailing list gets a page with the same content beside it.\n'
  const whole = [`${before?.trimEnd()}\n`, heading, introduction, ...shown].join('\n')
  await expect(whole).toMatchFileSnapshot(page)
})

it('are of each kind that tells something', () => {
  const shown = new Set(examples.map(({ kind }) => kind))
  expect(reportKinds.filter((kind) => !shown.has(kind))).toEqual(['fake'])
})
