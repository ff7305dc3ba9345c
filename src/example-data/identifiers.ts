import type { Random } from './random.ts'

/** Hands out the ids of one checkout and of everything below it, in the manner of its origin. */
export class Identifiers {
  readonly #origin: string
  /** 64 random bits: what two checkouts hand out can be told apart by it alone. */
  readonly #prefix: string
  #count = 0

  readonly checkout: string

  constructor(origin: string, random: Random) {
    this.#origin = origin
    this.#prefix = random.hex(16)
    this.checkout = `${origin}:${this.#checkoutName(random)}`
  }

  build(architecture: string): string {
    if (this.#origin !== 'redhat') return `${this.#origin}:${this.#next()}`
    return `${this.checkout}_${architecture}_kernel_${++this.#count}`
  }

  /** A build that stands for "no build": it only carries tests (trees.md 4.4). */
  dummyBuild(architecture: string): string {
    return `maestro:dummy_${this.#next()}_${architecture}`
  }

  /** A lab job; some origins build the ids of its tests from it. */
  job(): string {
    return this.#next()
  }

  /** `origin` is that of the test: a lab may submit tests of another origin's build. */
  test(origin: string, buildId: string, job: string, path: string): string {
    if (origin === 'redhat') return `${buildId}_kcidb_tool_${++this.#count}`
    if (origin === 'linaro') return `linaro:${job}_${path.replaceAll('.', '_')}_${++this.#count}`
    return `${origin}:${this.#next()}`
  }

  incident(origin: string): string {
    return `${origin}:incident_${this.#next()}`
  }

  #next(): string {
    this.#count++
    return this.#prefix + this.#count.toString(16).padStart(8, '0')
  }

  #checkoutName(random: Random): string {
    if (this.#origin === 'redhat') return random.digits(14)
    if (this.#origin !== 'linaro') return this.#next()
    return [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-')
  }
}
