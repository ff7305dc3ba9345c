/**
 * Seeded pseudo-random numbers (xoshiro128**). The state has 128 bits and is filled from text, so
 * that every part of the example data (a tree, a commit, a checkout) has a stream of its own: parts
 * can be made in any order, or left out, without changing the others. A state of 32 bits would do
 * for looks, but gives two of 13,000 checkouts the same stream, and so the same ids, in 2 % of seeds.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #d: number

  /** The stream that belongs to these parts, for instance (seed, 'checkout', 17). */
  constructor(...parts: (string | number)[]) {
    const text = parts.join('\u0000')
    this.#a = hashText(text, 0x9e3779b9)
    this.#b = hashText(text, 0x7f4a7c15)
    this.#c = hashText(text, 0x85ebca6b)
    this.#d = hashText(text, 0xc2b2ae35) | 1
  }

  /** The next 32 bits, as an integer from 0 to 2^32 - 1. */
  bits(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9)
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = rotate(this.#d, 11)
    return result >>> 0
  }

  /** A number from 0 up to, but not including, 1. */
  fraction(): number {
    return this.bits() / 0x1_0000_0000
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1))
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** One element of a list. Throws on an empty list, which is a mistake in a catalogue. */
  pick<T>(list: readonly T[]): T {
    const index = Math.floor(this.fraction() * list.length)
    if (index >= list.length) throw new RangeError('nothing to pick from')
    return list[index] as T
  }

  /** The list in a random order; the list itself stays as it is. */
  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, rank: this.bits() }))
      .sort((left, right) => left.rank - right.rank)
      .map(({ item }) => item)
  }

  /** A factor around 1 with a long tail to the right; `spread` 1 gives the skew of real checkouts. */
  skewedFactor(spread: number): number {
    const normal = this.fraction() + this.fraction() + this.fraction() + this.fraction() - 2
    return Math.exp(spread * normal * 1.73)
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    let digits = ''
    while (digits.length < length) digits += this.bits().toString(16).padStart(8, '0')
    return digits.slice(0, length)
  }

  /** Decimal digits, the first of them not 0. */
  digits(length: number): string {
    let digits = String(this.integer(1, 9))
    while (digits.length < length) digits += String(this.integer(0, 9))
    return digits
  }
}

/** A well mixed 32-bit hash of a text; different salts give independent hashes. */
export function hashText(text: string, salt = 0): number {
  let hash = salt ^ text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x5bd1e995)
    hash ^= hash >>> 15
  }
  return mixBits(hash)
}

/** Spreads every bit of a 32-bit integer over all of them. */
export function mixBits(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
