/**
 * Value of the label `ingester` that the reference's dashboards group by
 * (reference/operations.md 2.3).
 */
export const ingester = 'treeline'
