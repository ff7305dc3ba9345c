/**
 * A text packed with zstd, as it is, that asks its reader to keep so much of what came before (RFC 8878 3.1.1): `zstd` and
 * node ask for as much as a text needs.
 *
 * @param windowLog of bytes, as a power of two
 * @param text of less than 128 KiB
 */
export function zstdOfWindow(windowLog: number, text: string): Buffer {
  const content = Buffer.from(text)
  const head = Buffer.alloc(9)
  head.writeUInt32LE(0xfd_2f_b5_28)
  head.writeUInt8((windowLog - 10) << 3, 5)
  // the last block, not packed
  head.writeUIntLE((content.length << 3) | 1, 6, 3)
  return Buffer.concat([head, content])
}
