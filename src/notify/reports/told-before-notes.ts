/**
 * Says of what somebody named why nobody is told of it, and how to tell of it nonetheless.
 *
 * @param told ids that were told, or are to be ignored
 */
export function toldBeforeNotes(kind: 'issue' | 'test', told: ReadonlySet<string>): string[] {
  return Array.from(
    told,
    (id) => `${kind} ${id} was told before, or is to be ignored; --force tells of it again`,
  )
}
