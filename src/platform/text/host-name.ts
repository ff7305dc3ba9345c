const hostName = /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?$/iu

/** Whether a text is letters, digits, hyphens and dots, as names of hosts are; underscores too, which names of containers have. */
export function isHostName(text: string): boolean {
  return hostName.test(text) && !text.includes('..')
}
