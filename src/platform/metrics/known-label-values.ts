/**
 * The values that a metric's label can have, all known beforehand, so that each can be shown with 0 from
 * the start: an alert on the rise of a counter misses the event that makes the counter appear. What is
 * not among them counts as `other`.
 */
export class KnownLabelValues {
  /** All values, `other` among them. */
  readonly all: ReadonlySet<string>

  constructor(known: Iterable<string>) {
    this.all = new Set([...known, 'other'])
  }

  of(value: string | undefined): string {
    return value !== undefined && this.all.has(value) ? value : 'other'
  }
}
