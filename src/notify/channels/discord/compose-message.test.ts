import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyEvent } from '../../../testing/arbitrary/any-event.ts'
import { discordFaults } from '../../../testing/notices/discord-rules.ts'
import { reportTold } from '../../events/events-of-mails.ts'
import { composeMessage } from './compose-message.ts'

const links = 'https://d.kernelci.org'

it('makes of any event a message that Discord takes and that calls nobody', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      expect(discordFaults(JSON.stringify(composeMessage(event, links)))).toEqual([])
    }),
  )
})

it('notices what Discord would not take', () => {
  const faults = (change: object) => {
    const event = reportTold({ ...report, text: 'It broke.\n' })
    return discordFaults(JSON.stringify({ ...composeMessage(event, links), ...change }))
  }
  expect(faults({})).toEqual([])
  expect(faults({ allowed_mentions: { parse: ['everyone'] } })).not.toEqual([])
  expect(faults({ content: 'x'.repeat(2_001) })).not.toEqual([])
  expect(faults({ embeds: [] })).not.toEqual([])
  expect(faults({ username: 'Discord' })).not.toEqual([])
})

const report = {
  id: 12,
  at: '2026-11-29T10:00:00.000Z',
  kind: 'new_issues' as const,
  subject: 'new issues *summary* @everyone',
  isRegression: false,
  items: ['maestro:1'],
}

it('shows a report as it is, with a link that can be followed', () => {
  const text = `\nbuild  failed\n  ${links}/issue/maestro:1 <bot@kernelci.org>\n\n`
  expect(composeMessage(reportTold({ ...report, text }), links).embeds[0]).toEqual({
    title: 'new issues \\*summary\\* @\u200Beveryone',
    url: `${links}/issue/maestro:1`,
    description: `\`\`\`\nbuild  failed\n  ${links}/issue/maestro:1 <[address]>\n\`\`\``,
    color: 0x3a_7b_d8,
    fields: [
      { name: 'Report', value: 'new issues', inline: true },
      { name: 'Mail', value: 'mail:12', inline: true },
    ],
    timestamp: report.at,
  })
})

it('looks as docs/operations/discord.md shows it', () => {
  const [{ title, fields, footer }] = composeMessage(
    {
      id: 'server_error_1',
      type: 'server.error',
      at: '2026-11-29T10:09:58.000Z',
      data: {
        count: 37,
        since: '2026-11-29T10:00:00.000Z',
        until: '2026-11-29T10:09:58.000Z',
        host: 'api-1',
        process: 4711,
        status: 503,
        code: 'unavailable',
        method: 'GET',
        route: '/api/tree/',
        request_id: '0191e5c0-3a51-7f61-9d0a-0e4b7a0c2f11',
      },
    },
    links,
  ).embeds
  const facts = fields.map(({ name, value }) => `${name.padEnd(12)}  ${value}`)
  // Discord shows what stands behind a backslash as it is
  const lines = [title, ...facts, footer?.text].map((line) => `  ${line}`.replaceAll('\\', ''))
  const page = readFileSync('docs/operations/discord.md', 'utf8')
  expect(page).toContain(['Treeline', ...lines].join('\n'))
})
