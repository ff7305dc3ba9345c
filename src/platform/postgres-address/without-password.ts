import { AddressError } from './address-error.ts'
import { formatPostgresAddress, parsePostgresAddress } from './postgres-address.ts'

/** What stands in place of something secret. */
export const masked = '********'

/** An address to show to people: the password, wherever it stands, is masked; what is no address is wholly. */
export function withoutPassword(url: string): string {
  try {
    const address = parsePostgresAddress(url, () => undefined)
    return formatPostgresAddress({
      ...address,
      password: address.password === null ? null : masked,
    })
  } catch (error) {
    if (error instanceof AddressError) return masked
    throw error
  }
}
