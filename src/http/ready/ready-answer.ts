import { hash } from 'node:crypto'
import type { Version } from '../../read/versions/data-version.ts'
import type { Scope } from '../../read/versions/scope.ts'
import type { Header } from '../answer/header.ts'
import { tagOf } from './body-tag.ts'
import { type Coding, leastPackedBytes, pack, unpack } from './coding.ts'
import type { GatheredBody } from './gathering.ts'

/**
 * Up to this size, in bytes, a body is kept unpacked as well: of a larger one that is ten times what nearly everybody
 * takes.
 */
const mostPlainBytes = 16_384

/** A body as it is sent. */
export type Form = { readonly coding: Coding; readonly body: Buffer }

/**
 * Up to this size, in bytes, the door keeps a body as text as well and sends it with its head in one piece
 * (`KnownAnswer.bodyOf`).
 */
export const mostInOnePiece = 12_288

type Contents = {
  /** As the route chose them. */
  headers: readonly Header[]
  etag: string
  madeAt: Date
  version: Version | null
  scopes: readonly Scope[] | null
  form: Form
  length: number
}

/** An answer of status 200 whose body is at hand, packed in every way in which somebody asked for it. */
export class ReadyAnswer {
  readonly headers: readonly Header[]
  /** Weak: the same in every coding. */
  readonly etag: string
  readonly madeAt: Date
  /** What must not have changed since `version`; null for all that there is. */
  readonly scopes: readonly Scope[] | null
  /** Of the body itself, in bytes. */
  readonly length: number
  /** The newest state of the data that it is known to show; null when that was not known. */
  version: Version | null
  readonly #forms = new Map<Coding, Form>()
  readonly #packing = new Map<Coding, Promise<Form>>()
  /** What the other forms are made of. */
  #source: Form

  constructor(contents: Contents) {
    this.headers = contents.headers
    this.etag = contents.etag
    this.madeAt = contents.madeAt
    this.scopes = contents.scopes
    this.version = contents.version
    this.length = contents.length
    this.#source = alone(contents.form)
    this.#forms.set(contents.form.coding, this.#source)
  }

  /** The entry of the error catalogue that the answer is, such as "nothing found". */
  get errorCode(): string | undefined {
    return this.headers.find(([name]) => name === 'x-error-code')?.[1]
  }

  /** Of all forms together. */
  get bytes(): number {
    let bytes = 0
    for (const { body } of new Set(this.#forms.values())) {
      bytes += body.length <= mostInOnePiece ? 2 * body.length : body.length
    }
    return bytes
  }

  /** Whether the body has other forms in other codings. */
  get isPacked(): boolean {
    return this.length >= leastPackedBytes
  }

  /** The body in a coding, if it is at hand. */
  formAtHand(coding: Coding): Form | undefined {
    return this.#forms.get(this.isPacked ? coding : 'identity')
  }

  /** The body in a coding, or as it is where packing makes it no smaller. For all who ask at once it is packed once. */
  async form(coding: Coding): Promise<Form> {
    const known = this.formAtHand(coding) ?? this.#packing.get(coding)
    if (known !== undefined) return known
    const packing = this.#pack(coding)
    this.#packing.set(coding, packing)
    try {
      return await packing
    } finally {
      this.#packing.delete(coding)
    }
  }

  async #pack(coding: Coding): Promise<Form> {
    const plain = await unpack(this.#source.body, this.#source.coding)
    const packed = coding === 'identity' ? plain : await pack(plain, coding)
    const form = alone(
      packed.length < plain.length ? { coding, body: packed } : { coding: 'identity', body: plain },
    )
    this.#forms.set(coding, form)
    if (plain.length > mostPlainBytes) this.#letGoOfPlain(form)
    return form
  }

  /** Nearly everybody takes a packed form, and of a large body that is a tenth. */
  #letGoOfPlain(packed: Form): void {
    if (packed.coding === 'identity') return
    this.#source = packed
    this.#forms.delete('identity')
  }
}

/**
 * The same in memory of its own. What is small, and whatever zlib gives, is cut from a block of 64 KiB, all of which
 * stays as long as any of it is kept: 4,000 answers of 1 KB took 260 MB so.
 */
function alone({ coding, body }: Form): Form {
  if (body.buffer.byteLength === body.length) return { coding, body }
  const own = Buffer.allocUnsafeSlow(body.length)
  body.copy(own)
  return { coding, body: own }
}

/** An answer that was just made. */
export function newAnswer(
  body: Buffer,
  about: Pick<Contents, 'headers' | 'version' | 'scopes'>,
): ReadyAnswer {
  return new ReadyAnswer({
    ...about,
    etag: tagOf(hash('sha256', body, 'base64url')),
    madeAt: new Date(),
    form: { coding: 'identity', body },
    length: body.length,
  })
}

/** An answer that was gathered while it was sent. */
export function gatheredAnswer(
  { packed, length }: GatheredBody,
  about: Pick<Contents, 'headers' | 'version' | 'scopes' | 'etag' | 'madeAt'>,
): ReadyAnswer {
  return new ReadyAnswer({ ...about, form: { coding: 'zstd', body: packed }, length })
}
