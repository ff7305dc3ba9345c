import { ConfigError } from '../../config/config-error.ts'
import { errorCode } from '../../platform/errors/error-code.ts'

/** An address that one of our servers should have, and the variable that chose its port. */
export type WantedAddress = { variable: string; host: string; port: number }

/** Something listens there already. */
export class AddressTaken extends Error {
  readonly code = 'address_taken'
}

/** What a failure to listen means to the person who chose the address; any other comes back as it is. */
export function listenFailure(error: unknown, { variable, host, port }: WantedAddress): unknown {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new AddressTaken(
        `${variable}: port ${port} of ${host} is taken; end what listens there or choose another port`,
      )
    case 'EACCES':
      return new ConfigError(variable, `this user may not listen on port ${port}`)
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigError('HOST', `${host} is no address of this machine`)
    default:
      return error
  }
}
