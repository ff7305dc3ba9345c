/** Bounds the number of distinct values of a metric's label; the rest counts as `other`. */
export class LabelValues {
  readonly #max: number
  readonly #known = new Set<string>()

  constructor(max: number) {
    this.#max = max
  }

  bounded(value: string): string {
    if (this.#known.has(value)) return value
    if (this.#known.size >= this.#max) return 'other'
    this.#known.add(value)
    return value
  }
}
