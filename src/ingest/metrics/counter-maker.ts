import { Counter, type Registry } from 'prom-client'

type Labels = Readonly<Record<string, string>>

/** Makes counters that show 0 at once under all labels that are known; without any, there is but one. */
export function counterMaker(registers: Registry[]) {
  return (name: string, help: string, known: readonly Labels[] = [{}]) => {
    const labelNames = Object.keys(known[0] ?? {})
    const counter = new Counter({ name, help, labelNames, registers })
    for (const labels of known) counter.inc(labels, 0)
    return counter
  }
}
