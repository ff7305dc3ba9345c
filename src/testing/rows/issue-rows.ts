/** A day of the week in which issues are seen. */
export const day = (number: number) => `2025-07-0${number}T00:00:00Z`

/** A checkout or a build. */
export const ofOrigin = (id: string, columns: object) => ({ id, origin: 'o', ...columns })

/** An incident that names an issue version. */
export const incident = (
  id: string,
  [issue_id, issue_version]: readonly [string, number],
  columns: object,
) => ({ id, origin: 'o', issue_id, issue_version, ...columns })
