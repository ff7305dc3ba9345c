/** What a process does. */
export const roles = ['api', 'ingest', 'jobs'] as const
export type Role = (typeof roles)[number]

/** What `--role` accepts: one of the roles, or all of them in one process. */
export const roleChoices = ['all', ...roles] as const
export type RoleChoice = (typeof roleChoices)[number]

/** The roles that a choice stands for. */
export function rolesOf(choice: RoleChoice): readonly Role[] {
  return choice === 'all' ? roles : [choice]
}
