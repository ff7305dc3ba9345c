import type { Context, Handler } from 'hono'
import type { ReceiverAnswer, ReceiverEnv } from '../receiver-env.ts'
import type { ReceiverMetrics } from '../receiver-metrics.ts'
import { type Body, receiveSubmission, type Receiving } from '../receiving/receive-submission.ts'

/** `POST /submit`: takes in one document (ingestion.md 1.4); whoever sends it was authenticated before. */
export function submit(receiving: Receiving, metrics: ReceiverMetrics): Handler<ReceiverEnv> {
  return async (c) => {
    const submitter = c.get('submitter')
    if (submitter === undefined) throw new Error('nobody was authenticated')
    const { id, bytes } = await receiveSubmission(bodyOf(c), submitter, receiving)
    metrics.received(submitter.origin, bytes)
    const answer: ReceiverAnswer = {
      id,
      status: 'ok',
      message: `Received submission ${id} with size ${bytes} bytes`,
    }
    return c.json(answer)
  }
}

function bodyOf(c: Context<ReceiverEnv>): Body {
  const length = c.req.header('content-length')
  return {
    chunks: c.env.arrival.body(),
    coding: c.req.header('content-encoding'),
    announced: length === undefined ? undefined : Number(length),
    want: () => c.env.arrival.wantBody(),
  }
}
