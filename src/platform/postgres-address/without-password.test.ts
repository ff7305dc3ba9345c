import { expect, it } from 'vitest'
import { withoutPassword } from './without-password.ts'

it.each([
  [
    'postgresql://u:s3cret@h:5433/d?sslmode=require',
    'postgresql://u:********@h:5433/d?sslmode=require',
  ],
  ['postgresql://h/d?user=u&password=s3cret', 'postgresql://u:********@h:5432/d?sslmode=prefer'],
  ['postgresql://u@h/d', 'postgresql://u@h:5432/d?sslmode=prefer'],
  ['u:s3cret@h', '********'],
  ['postgresql://u:s3cret@/d', '********'],
])('shows %s without its password', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown)
})
