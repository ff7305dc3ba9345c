/** What the database of a test may be filled with. */
export const fillings = ['demo', 'sizable'] as const

export type Filling = (typeof fillings)[number]

/** The name of the template that holds a filling, beside the one that is empty. */
export function filledTemplate(template: string, filling: Filling): string {
  return `${template}_${filling}`
}
