import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../../../platform/metrics/metrics.ts'
import { type ChannelAnswer, type ChannelName, channelNames } from '../../channels/channel.ts'
import type { UnsentNotices } from './ledger/unsent-notices.ts'

const outcomes = ['delivered', 'limited', 'refused', 'failed'] as const

export type NoticeMetrics = {
  attempted: (channel: ChannelName, answer: ChannelAnswer) => void
  /** Nobody knows whether one arrived. */
  answerLost: (channel: ChannelName) => void
  /** Troubles of this process that nobody is told of, because there are too many, or for too long. */
  dropped: (channel: ChannelName, troubles: number) => void
  /** What waits, as the ledger knows it. */
  found: (channel: ChannelName, unsent: UnsentNotices) => void
}

type Collectors = {
  attempts: Counter<'channel' | 'outcome'>
  answersLost: Counter<'channel'>
  dropped: Counter<'channel'>
  waiting: Gauge<'channel' | 'state'>
  oldest: Gauge<'channel'>
}

/** Several parts of a process tell of things, and count in the same metrics. */
const collectorsOf = new WeakMap<MetricsRegistry, Collectors>()

/** What notices do, for alarms; docs/metrics.md describes each. */
export function createNoticeMetrics(registry: MetricsRegistry): NoticeMetrics {
  const collectors = collectorsOf.get(registry) ?? createCollectors(registry)
  collectorsOf.set(registry, collectors)
  const { attempts, answersLost, dropped, waiting, oldest } = collectors
  return {
    attempted: (channel, answer) => {
      attempts.inc({ channel, outcome: answer.kind })
      if (answer.kind === 'failed' && answer.isAnswerLost) answersLost.inc({ channel })
    },
    answerLost: (channel) => answersLost.inc({ channel }),
    dropped: (channel, troubles) => dropped.inc({ channel }, troubles),
    found: (channel, { queued, failed, oldestSeconds }) => {
      waiting.set({ channel, state: 'queued' }, queued)
      waiting.set({ channel, state: 'failed' }, failed)
      oldest.set({ channel }, oldestSeconds)
    },
  }
}

function createCollectors(registry: MetricsRegistry): Collectors {
  const registers = [registry]
  const collectors: Collectors = {
    attempts: new Counter({
      name: 'treeline_notice_attempts_total',
      help: 'Attempts to tell Discord or the webhook of something, by what became of them',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    answersLost: new Counter({
      name: 'treeline_notice_answers_lost_total',
      help: 'Attempts after which nobody knows whether it arrived',
      labelNames: ['channel'],
      registers,
    }),
    dropped: new Counter({
      name: 'treeline_notice_troubles_dropped_total',
      help: 'Errors of this process that nobody was told of: too many kinds, or for too long',
      labelNames: ['channel'],
      registers,
    }),
    waiting: new Gauge({
      name: 'treeline_notices_waiting',
      help: 'Notices that did not arrive yet, by why',
      labelNames: ['channel', 'state'],
      registers,
    }),
    oldest: new Gauge({
      name: 'treeline_notices_oldest_waiting_seconds',
      help: 'Age of the oldest notice that is on its way, 0 when there is none',
      labelNames: ['channel'],
      registers,
    }),
  }
  for (const channel of channelNames) {
    for (const outcome of outcomes) collectors.attempts.inc({ channel, outcome }, 0)
    collectors.answersLost.inc({ channel }, 0)
    collectors.dropped.inc({ channel }, 0)
    for (const state of ['queued', 'failed']) collectors.waiting.set({ channel, state }, 0)
    collectors.oldest.set({ channel }, 0)
  }
  return collectors
}
