import type { Handler, MiddlewareHandler } from 'hono'
import { findReceipt } from '../receipts/find-receipt.ts'
import type { ReceiverEnv } from '../receiver-env.ts'
import { refused } from '../submission-refused.ts'

/** Whoever names no submission needs no token to be told so (ingestion.md 1.4). */
export const requireId: MiddlewareHandler<ReceiverEnv> = async (c, next) => {
  if (c.req.query('id') === undefined) throw refused('missing_id')
  await next()
}

/** `GET /status?id=…`: what became of a submission (ingestion.md 1.4). */
export function status(spoolRoot: string): Handler<ReceiverEnv> {
  return async (c) => {
    const id = c.req.query('id') ?? ''
    if (id === '') throw refused('empty_id')
    if (!/^[A-Za-z\d]{1,100}$/.test(id)) throw refused('invalid_id')
    const receipt = await findReceipt(spoolRoot, id).catch((cause: unknown) => {
      throw refused('receipt_unavailable', { cause })
    })
    return c.json(receipt, receipt.status === 'notfound' ? 404 : 200)
  }
}
