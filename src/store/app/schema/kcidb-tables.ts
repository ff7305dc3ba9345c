/** The five tables that submissions fill (storage.md 2). */
export const kcidbTables = ['issues', 'checkouts', 'builds', 'tests', 'incidents'] as const
export type KcidbTable = (typeof kcidbTables)[number]
