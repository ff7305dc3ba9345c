/**
 * The NOTIFY channel on which every writing transaction tells its number of the scope `global`, once
 * and at its commit (rollup.md 3.10). The payload is that number in decimal.
 */
export const versionChannel = 'treeline_versions'
