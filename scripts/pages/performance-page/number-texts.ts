/** `0.1 M`, `10 M`: a number of tests, to two digits. */
export function sizeText(tests: number): string {
  return `${Number((tests / 1e6).toPrecision(2))} M`
}

/** Milliseconds, as exact as they are. */
export function msText(ms: number): string {
  if (ms < 1) return ms.toFixed(2)
  return ms < 100 ? ms.toFixed(1) : ms.toFixed(0)
}

/** A ratio, to two places. */
export function ratioText(ratio: number): string {
  return ratio < 100 ? ratio.toFixed(2) : ratio.toFixed(0)
}

/** How many: of a few, to one place. */
export function countText(count: number): string {
  return count < 100 ? count.toFixed(1) : Math.round(count).toLocaleString('en-GB')
}

/** A size as it is sent. */
export function bytesText(bytes: number): string {
  return bytes < 10_000 ? String(bytes) : `${Math.round(bytes / 1000)} k`
}
