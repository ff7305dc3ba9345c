import { resolve } from 'node:path'

/**
 * Where files of subscriptions lie (notifications.md 4.1).
 *
 * @param dataDir `DATA_DIR`
 * @param folder within it, or anywhere when it begins with a slash; by default `notifications/subscriptions`
 */
export function subscriptionsFolder(dataDir: string, folder?: string): string {
  return resolve(dataDir, folder ?? 'notifications/subscriptions')
}
