import { hostname, userInfo } from 'node:os'

/** Who acts, and where: the person, or the service, that started this process. */
export function whoActs(): { who: string; host: string; process_id: number } {
  return { who: `user ${userName()}`, host: hostname(), process_id: process.pid }
}

/** A container may run as a user that has a number and no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
