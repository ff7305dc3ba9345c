const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A text of at most so many code units, cut between characters as people see them; an ellipsis says that it was. */
export function cutText(text: string, lengthMax: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= lengthMax) return whole
  let kept = ''
  for (const { segment } of graphemes.segment(whole)) {
    if (kept.length + segment.length > lengthMax - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
