import { expect, it } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { Channel, ChannelAnswer } from '../channels/channel.ts'
import { createNoticeMetrics } from '../delivery/notices/notice-metrics.ts'
import type { Event } from '../events/event.ts'
import { secretsHider } from '../events/hide-secrets.ts'
import { postTrouble } from './post-trouble.ts'
import { TroubleCollector } from './trouble-collector.ts'

const rules = { gatherMs: 0, quietMs: 60_000, forgetMs: 60_000, kindsMax: 10 }

function world(answer: ChannelAnswer, waitMs = 0) {
  const sent: Event[] = []
  const channel: Channel = {
    name: 'discord',
    waitMs: () => waitMs,
    send: async (event) => (sent.push(event), answer),
  }
  const registry = createMetricsRegistry()
  const tell = postTrouble(channel, {
    metrics: createNoticeMetrics(registry),
    log: createLog('silent'),
    hide: secretsHider(['a-known-secret']),
  })
  const collector = new TroubleCollector(() => {}, rules)
  collector.note({ type: 'ingest.refused', code: 'with a-known-secret in it' })
  const [event] = collector.due()
  return { sent, registry, told: () => tell(event!, new AbortController().signal) }
}

it('tells without secrets', async () => {
  const { sent, told } = world({ kind: 'delivered' })
  expect(await told()).toBe(true)
  expect(sent).toMatchObject([{ data: { code: 'with ******** in it', count: 1 } }])
})

it('tells later what is not taken, and nothing while it has to wait', async () => {
  expect(await world({ kind: 'limited', waitMs: 100 }).told()).toBe(false)
  const failed = { kind: 'failed', problem: 'away', isAnswerLost: false } as const
  expect(await world(failed).told()).toBe(false)
  const waiting = world({ kind: 'delivered' }, 100)
  expect(await waiting.told()).toBe(false)
  expect(waiting.sent).toEqual([])
})

it('counts and lets go what is refused for good', async () => {
  const { registry, told } = world({ kind: 'refused', problem: 'gone' })
  expect(await told()).toBe(true)
  const metrics = await registry.metrics()
  expect(metrics).toContain('treeline_notice_attempts_total{channel="discord",outcome="refused"} 1')
  expect(metrics).toContain('treeline_notice_troubles_dropped_total{channel="discord"} 1')
})
