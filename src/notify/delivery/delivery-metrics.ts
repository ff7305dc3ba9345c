import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { Attempt, MailWay } from '../mail/mail.ts'
import { reportKinds } from '../../config/tellable.ts'
import type { Standing } from './ledger/record-attempt.ts'
import type { Undelivered } from './ledger/undelivered.ts'

/** What became of one recipient of one attempt. */
const deliveryOutcomes = ['accepted', 'refused', 'deferred'] as const

export type DeliveryMetrics = {
  attempted: (way: MailWay['name'], kind: string, attempt: Attempt, standing: Standing) => void
  /** Nobody knows whether a server took a mail. */
  answerLost: () => void
  /** What waits, as the ledger knows it. */
  found: (undelivered: Undelivered) => void
}

/** What mails do, for alarms; docs/metrics.md describes each. */
export function createDeliveryMetrics(registry: MetricsRegistry): DeliveryMetrics {
  const registers = [registry]
  const recipients = new Counter({
    name: 'treeline_mail_recipients_total',
    help: 'Recipients of mails by what became of an attempt',
    labelNames: ['kind', 'way', 'outcome'] as const,
    registers,
  })
  const answersLost = new Counter({
    name: 'treeline_mail_answers_lost_total',
    help: 'Attempts after which nobody knows whether the server took the mail',
    registers,
  })
  const waiting = new Gauge({
    name: 'treeline_mail_waiting',
    help: 'Mails that somebody has not got yet, by why',
    labelNames: ['state'] as const,
    registers,
  })
  const oldest = new Gauge({
    name: 'treeline_mail_oldest_waiting_seconds',
    help: 'Age of the oldest mail that is on its way, 0 when there is none',
    registers,
  })
  for (const kind of reportKinds) {
    for (const way of ['smtp', 'outbox']) {
      for (const outcome of deliveryOutcomes) recipients.inc({ kind, way, outcome }, 0)
    }
  }
  return {
    attempted: (way, kind, { isAnswerLost = false }, standing) => {
      const { accepted, refused, waiting: deferred } = standing
      for (const [outcome, count] of Object.entries({ accepted, refused, deferred })) {
        if (count > 0) recipients.inc({ kind, way, outcome }, count)
      }
      if (isAnswerLost) answersLost.inc()
    },
    answerLost: () => answersLost.inc(),
    found: ({ queued, held, failed, oldestSeconds }) => {
      for (const [state, count] of Object.entries({ queued, held, failed })) {
        waiting.set({ state }, count)
      }
      oldest.set(oldestSeconds)
    },
  }
}
