const saidMax = 2_000

/** Counts what was compared. */
export class Tally {
  readonly total = { passed: 0, failed: 0 }

  add(passed: number, failed: number): void {
    this.total.passed += passed
    this.total.failed += failed
  }

  /** One check that is either right or wrong, and the end of what was said when it is wrong. */
  check(name: string, right: boolean, said = ''): void {
    console.log(`${right ? 'ok    ' : 'FAILED'} ${name}`)
    if (!right && said !== '') console.log(said.slice(-saidMax))
    this.add(right ? 1 : 0, right ? 0 : 1)
  }
}
