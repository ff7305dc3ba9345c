/** The folder of subscriptions cannot be used; the message says why. */
export class SubscriptionsUnreadable extends Error {
  readonly code = 'subscriptions_unreadable'
}
