/** Counts what was compared. */
export class Tally {
  readonly total = { passed: 0, failed: 0 }

  add(passed: number, failed: number): void {
    this.total.passed += passed
    this.total.failed += failed
  }

  /** One check that is either right or wrong. */
  check(name: string, right: boolean): void {
    console.log(`${right ? 'ok    ' : 'FAILED'} ${name}`)
    this.add(right ? 1 : 0, right ? 0 : 1)
  }
}
