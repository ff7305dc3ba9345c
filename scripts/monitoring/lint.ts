/**
 * What `promtool check metrics` says of names that other programs gave: those of the reference, by which its boards
 * ask (reference/operations.md 2.2 to 2.4), and those of Node's usual metrics.
 */
const namedByOthers = /^(?:aggregation|django|kcidb|nodejs|process)_/

/** Its complaints about names of ours. */
export function complaintsAboutOurs(said: string): string[] {
  return said.split('\n').filter((line) => line !== '' && !namedByOthers.test(line))
}
