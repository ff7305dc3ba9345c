/** What a command was told, by name. */
export type AuditParameters = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

/** How long one text may be that is kept. */
const lengthMax = 1_000

const secretName = /password|secret|^token$|credential/iu

/**
 * The parameters of an action as they may be kept: what is called a secret is masked, and so are user and
 * password inside an address, with all that follows its `?`.
 */
export function withoutSecrets(parameters: AuditParameters): AuditParameters {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, secretName.test(name) ? '***' : harmless(value)]),
  )
}

type Value = AuditParameters[string]

function harmless(value: Value): Value {
  if (typeof value === 'string') return withoutCredentials(value).slice(0, lengthMax)
  return typeof value === 'object' ? value.map(withoutCredentials) : value
}

/** Whatever ends in `@` may be a password, also one with `/` or `?` in it. */
const address = /^([a-z][a-z\d+.-]*:\/\/)(?:[^]*@)?([^?#&]*)([?#&])?/iu

/** Not by URL, which does not take every address that libpq takes. */
function withoutCredentials(text: string): string {
  const [, scheme, place, more] = address.exec(text) ?? []
  if (scheme === undefined || place === undefined) return text
  return `${scheme}${place}${more === undefined ? '' : `${more}***`}`
}
