import type { Connection } from './connection.ts'
import type { Answered } from './load-order.ts'

const tickMs = 1

/** Requests are due at a rate, in a second; one that finds no free connection waits, and its time counts from when it was due. */
export function atRate(
  connections: readonly Connection[],
  next: () => string | undefined,
  { rate, take }: { rate: number; take: (answered: Answered) => void },
): Promise<void> {
  const free = [...connections]
  const due: { request: string; dueMs: number }[] = []
  const startedMs = performance.now()
  let [made, isOver] = [0, false]
  return new Promise((resolve) => {
    const send = () => {
      while (due.length > 0) {
        const connection = free.pop()
        if (connection === undefined) return
        const [first] = due.splice(0, 1)
        if (first === undefined) return
        connection.ask(first.request, first.dueMs, (answer) => {
          take(answer)
          free.push(connection)
          send()
        })
      }
      if (isOver && free.length === connections.length) resolve()
    }
    const timer = setInterval(() => {
      const nowMs = performance.now()
      while (made < ((nowMs - startedMs) / 1000) * rate) {
        const request = next()
        if (request === undefined) {
          isOver = true
          clearInterval(timer)
          break
        }
        made += 1
        due.push({ request, dueMs: nowMs })
      }
      send()
    }, tickMs)
  })
}
