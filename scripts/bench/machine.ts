import { availableParallelism, cpus, totalmem } from 'node:os'

/** Where figures come from: they say little without it. */
export type Machine = {
  processor: string
  processors: number
  memoryBytes: number
  system: string
  node: string
}

/** This machine, as far as figures depend on it. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  }
}

/** The machine in a line. */
export function machineText({ processor, processors, memoryBytes, system, node }: Machine): string {
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB`
  return `${processors} × ${processor}, ${memory}, ${system}, Node ${node.replace('v', '')}`
}
