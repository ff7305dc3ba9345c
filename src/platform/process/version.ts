import packageFile from '../../../package.json' with { type: 'json' }

/** The version of the program: package.json says it, everything else repeats it. */
export const { version } = packageFile
