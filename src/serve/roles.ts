/** What a process does. The role `jobs` joins them with the first scheduled job. */
export const roles = ['api', 'ingest'] as const
export type Role = (typeof roles)[number]

/** What `--role` accepts: one of the roles, or all of them in one process. */
export const roleChoices = ['all', ...roles] as const
export type RoleChoice = (typeof roleChoices)[number]

/** The roles that a choice stands for. */
export function rolesOf(choice: RoleChoice): readonly Role[] {
  return choice === 'all' ? roles : [choice]
}
