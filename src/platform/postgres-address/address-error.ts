/** The address of a PostgreSQL that cannot be used as it is; the message is one line for its author. */
export class AddressError extends Error {
  readonly code = 'postgres_address_unusable'
}
