import type { Speed } from '../../figures/http-figures.ts'
import type { LoadResult } from './load-order.ts'

/** What of a result is a figure. */
export function speedOf({ perSecond, times }: LoadResult): Speed {
  return { perSecond, times }
}
