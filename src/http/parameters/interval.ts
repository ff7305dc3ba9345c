/** A hundred years: further back no answer changes, and every date still fits (api-misc.md 7). */
export const longestIntervalInDays = 36_500
