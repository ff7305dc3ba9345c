import { expect, it } from 'vitest'
import { decodeDocument, documentBytesMax } from './decode-document.ts'

it('refuses more than 512 MiB without reading it', () => {
  // untouched pages of a new buffer take no memory
  const bytes = new Uint8Array(documentBytesMax + 1)
  expect(decodeDocument(bytes)).toMatchObject({ refusal: { code: 'document_too_large' } })
})
