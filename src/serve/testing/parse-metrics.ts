export type Sample = { name: string; labels: Record<string, string>; value: number }

/** `type` as Prometheus has it; a histogram has samples of three names. */
export type Metric = { name: string; type: string; samples: Sample[] }

/** Prometheus' text format, as far as it is used here. */
export function parseMetrics(text: string): Metric[] {
  return text.split(/^# HELP /m).flatMap((block) => {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/m.exec(block) ?? []
    const lines = [...block.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)]
    const samples = lines.map(([, sample = '', labels = '', value]) => ({
      name: sample,
      labels: labelsOf(labels),
      value: Number(value),
    }))
    return name === undefined || type === undefined ? [] : [{ name, type, samples }]
  })
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )
}
