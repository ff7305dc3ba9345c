import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What the tests of the reports hold true, in the order in which people meet them. */
const examples = [
  { title: 'What changed on a branch', golden: 'status/golden/status.txt' },
  { title: 'A build that broke', golden: 'issue/golden/build.txt' },
  { title: 'A board that no longer boots', golden: 'issue/golden/boot.txt' },
  { title: 'One test', golden: 'test/golden/boot.txt' },
  { title: 'What is new since the last hour', golden: 'new-issues/golden/new-issues.txt' },
  { title: 'The week in numbers', golden: 'metrics/golden/metrics.txt' },
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
