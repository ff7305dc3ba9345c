/** A number and what it counts: `1 build`, `2 builds`. */
export function countText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
