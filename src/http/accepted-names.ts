const weightOfNothing = /^\s*q\s*=\s*0(?:\.0*)?\s*$/i

/**
 * What a client takes, from a list such as `Accept` or `Accept-Encoding`: names in lower case, for they
 * are compared without case (RFC 9110 5.6.1, 12.4.2), and without those that it refuses by weight 0.
 */
export function acceptedNames(list: string | undefined): ReadonlySet<string> {
  const names = new Set<string>()
  for (const item of list?.split(',') ?? []) {
    const [name = '', ...parameters] = item.split(';')
    if (!parameters.some((one) => weightOfNothing.test(one))) names.add(name.trim().toLowerCase())
  }
  return names
}
