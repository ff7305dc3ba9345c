/** The deepest nesting of arrays and objects that is accepted (decisions.md 2). */
export const nestingMax = 500

/**
 * Below this size a document may be parsed before its nesting is known: 8 MiB of `[` cost 370 MB for
 * a moment, 64 MB cost 2.7 GB and 256 MB end the process. Scanning 500 real files (89 MB) took
 * 30 ms beside 130 ms for decoding and parsing them, and none of them is this large.
 */
const scannedAboveBytes = 8 * 1024 * 1024

const quote = 0x22
const backslash = 0x5c
const openArray = 0x5b
const openObject = 0x7b
const closeArray = 0x5d
const closeObject = 0x7d

/**
 * Whether a document is so large that its nesting could exhaust memory while it is parsed, and is
 * nested deeper than {@link nestingMax}.
 *
 * @param bytes UTF-8, perhaps not even JSON; text that is not JSON gives any answer
 */
export function isDangerouslyNested(bytes: Uint8Array): boolean {
  return bytes.length > scannedAboveBytes && nestsDeeperThan(nestingMax, bytes)
}

/** Whether the bytes of a JSON document open more than `max` arrays and objects inside each other. */
export function nestsDeeperThan(max: number, bytes: Uint8Array): boolean {
  let depth = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === quote) at = endOfString(bytes, at)
    else if (byte === openArray || byte === openObject) {
      depth++
      if (depth > max) return true
    } else if (byte === closeArray || byte === closeObject) depth--
  }
  return false
}

function endOfString(bytes: Uint8Array, start: number): number {
  let end = start
  do {
    end = bytes.indexOf(quote, end + 1)
    if (end === -1) return bytes.length
  } while (isEscaped(bytes, end))
  return end
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let before = at
  while (bytes[before - 1] === backslash) before--
  return (at - before) % 2 === 1
}
