import { hash } from 'node:crypto'
import type { Version } from '../../read/versions/data-version.ts'
import type { Scope } from '../../read/versions/scope.ts'
import type { Header } from '../answer/header.ts'
import { tagOf } from './body-tag.ts'
import { type Coding, leastPackedBytes, pack, unpack } from './coding.ts'
import type { GatheredBody } from './gathering.ts'

/**
 * Bodies up to this size, in bytes, are also kept uncompressed. A larger body takes ten times what its compressed form
 * takes, which nearly everybody accepts.
 */
const mostPlainBytes = 16_384

/** A body in one of the codings in which it is sent. */
export type Form = { readonly coding: Coding; readonly body: Buffer }

/**
 * Bodies up to this size, in bytes, are kept as text as well by the door, which sends them in one piece with their head
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

/** An answer of status 200 with its body in memory, in each coding that somebody has asked for. */
export class ReadyAnswer {
  readonly headers: readonly Header[]
  /** Weak: the same in every coding. */
  readonly etag: string
  readonly madeAt: Date
  /** What must not have changed since `version`; null for all data. */
  readonly scopes: readonly Scope[] | null
  /** Length of the uncompressed body, in bytes. */
  readonly length: number
  /** The newest state of the data that it is known to show; null when the state was not known. */
  version: Version | null
  readonly #forms = new Map<Coding, Form>()
  readonly #packing = new Map<Coding, Promise<Form>>()
  /** The form from which other forms are made. */
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

  /** The code of the error catalogue, for an answer of status 200 that says something like "nothing found". */
  get errorCode(): string | undefined {
    return this.headers.find(([name]) => name === 'x-error-code')?.[1]
  }

  /** The memory that all forms take together, in bytes. */
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

  /** The body in a coding, if it was asked for in that coding before. */
  formAtHand(coding: Coding): Form | undefined {
    return this.#forms.get(this.isPacked ? coding : 'identity')
  }

  /** The body in a coding, or uncompressed where that is no longer. It is compressed once for all who ask at once. */
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

  /** Drops the uncompressed form: nearly everybody takes a compressed one, which is a tenth of a large body. */
  #letGoOfPlain(packed: Form): void {
    if (packed.coding === 'identity') return
    this.#source = packed
    this.#forms.delete('identity')
  }
}

/**
 * Copies a body into memory of its own. Small buffers, and all that zlib returns, are slices of blocks of 64 KiB, and a
 * block stays in memory as long as any slice of it: without the copy 4,000 answers of 1 KB took 260 MB.
 */
function alone({ coding, body }: Form): Form {
  if (body.buffer.byteLength === body.length) return { coding, body }
  const own = Buffer.allocUnsafeSlow(body.length)
  body.copy(own)
  return { coding, body: own }
}

/** Wraps an answer that was just made; its tag is a hash of its body. */
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

/** Wraps an answer that was gathered while it was sent. */
export function gatheredAnswer(
  { packed, length }: GatheredBody,
  about: Pick<Contents, 'headers' | 'version' | 'scopes' | 'etag' | 'madeAt'>,
): ReadyAnswer {
  return new ReadyAnswer({ ...about, form: { coding: 'zstd', body: packed }, length })
}
