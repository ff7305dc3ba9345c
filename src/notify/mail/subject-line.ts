/** What fits a header of a few lines, and every list of mails, in code units. */
const lengthMax = 240

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A subject on one line (notifications.md O-10), cut between characters as people see them. */
export function subjectLine(subject: string): string {
  const line = subject
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  if (line.length <= lengthMax) return line
  let kept = ''
  for (const { segment } of graphemes.segment(line)) {
    if (kept.length + segment.length > lengthMax - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
