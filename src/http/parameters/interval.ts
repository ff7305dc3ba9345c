/**
 * How far back a window may reach: about as far as the dates of the reference, which begin with the
 * year 1 (trees.md 7.1, api-misc.md 7). It answers up to there, and clients ask for "everything" so.
 */
export const longestIntervalInDays = 700_000
