/** A header of an answer. Names are in lower case. */
export type Header = readonly [name: string, value: string]
