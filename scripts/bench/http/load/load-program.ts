/** The load client: does what it is told by messages, one order after the other. */
import type { LoadOrder } from './load-order.ts'
import { runOrder } from './run-order.ts'

process.on('message', (order: LoadOrder) => {
  void runOrder(order).then((result) => process.send?.(result))
})
