/** What was named cannot be used as a hardware registry; the message says which file, and why. */
export class RegistryError extends Error {
  readonly code = 'registry_unusable'
}
