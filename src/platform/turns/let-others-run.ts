/** Whoever waits for a part of the work that is to be done in parts, in the order in which they came. */
const waiting: (() => void)[] = []

/**
 * Waits for the next round of the event loop in which nobody else does a part of dear work. Between two parts whatever
 * has arrived meanwhile is looked at, so an answer that takes twenty rounds is late by as many parts, however many
 * do dear work. Where each of them only gave way to the next round, six lists at a time made rounds of 30 to 80 ms.
 */
export function letOthersRun(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (waiting.push(resolve) === 1) setImmediate(runOne)
  return promise
}

function runOne(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(runOne)
}
