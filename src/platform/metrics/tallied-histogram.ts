import { Histogram, type HistogramConfiguration } from 'prom-client'

/** What was observed under one set of labels. */
export type Tally = { observe: (value: number) => void }

type Counted<Label extends string> = {
  labels: Readonly<Record<Label, string>>
  tally: CountedTally
}

/**
 * A histogram whose observations are added up in plain numbers, for what is observed at each request: prom-client's
 * own looks its labels up each time, 0.25 µs against 0.02.
 */
export class TalliedHistogram<Label extends string = never> extends Histogram<Label> {
  readonly #about: { readonly name: string; readonly help: string }
  readonly #bounds: readonly number[]
  readonly #counted = new Map<string, Counted<Label>>()

  /** @param configuration with its buckets, in ascending order */
  constructor(configuration: HistogramConfiguration<Label> & { buckets: number[] }) {
    super(configuration)
    this.#about = configuration
    this.#bounds = configuration.buckets
  }

  /** Where to observe under these labels, which are shown from now on. */
  tally(labels: Readonly<Record<Label, string>>): Tally {
    const key = JSON.stringify(labels)
    const known = this.#counted.get(key)
    if (known !== undefined) return known.tally
    const tally = new CountedTally(this.#bounds)
    this.#counted.set(key, { labels, tally })
    return tally
  }

  /** By this name prom-client asks for what it shows. */
  getForPromString() {
    const { name, help } = this.#about
    const values = [...this.#counted.values()].flatMap((one) => this.#valuesOf(one))
    return Promise.resolve({ name, help, type: 'histogram', values, aggregator: 'sum' })
  }

  #valuesOf({ labels: sharedLabels, tally }: Counted<Label>) {
    const { name } = this.#about
    let below = 0
    const buckets = [...this.#bounds, '+Inf'].map((bound, place) => {
      below += tally.counts[place] ?? 0
      return {
        metricName: `${name}_bucket`,
        labels: { le: bound },
        value: below,
        exemplar: null,
        sharedLabels,
      }
    })
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: {}, value: tally.sum, sharedLabels },
      { metricName: `${name}_count`, labels: {}, value: below, sharedLabels },
    ]
  }
}

class CountedTally implements Tally {
  readonly #bounds: readonly number[]
  readonly counts: number[]
  sum = 0

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  observe(value: number): void {
    let place = 0
    while (value > (this.#bounds[place] ?? Infinity)) place += 1
    this.counts[place] = (this.counts[place] ?? 0) + 1
    this.sum += value
  }
}
