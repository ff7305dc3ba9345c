import { expect, it } from 'vitest'
import { addressText, readAddresses } from './address.ts'
import { distinctAddresses } from './distinct-addresses.ts'

it('knows a mailbox again', () => {
  const addresses = readAddresses('J@example.org, "Doe, J" <j@example.org>, "Doe, J" <k@x.org>')
  expect(distinctAddresses(addresses).map(addressText)).toEqual([
    'J@example.org',
    '"Doe, J" <k@x.org>',
  ])
})
