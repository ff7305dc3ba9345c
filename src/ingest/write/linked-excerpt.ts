import { excerptName } from '../../store/excerpts/excerpt-address.ts'

/**
 * The files of an item, and the address of its log excerpt where that was moved out of its row, while the document was
 * prepared or since. The address stands for the excerpt, so it counts wherever the excerpt would have: also when the files
 * came before it, which else would leave it out and the empty text in its place (submission-format.md 5, ingestion.md 2.10).
 * Nor is it a file that the item came with: those that come later are the first ones.
 *
 * @param stored alias of the row that is there
 * @param incoming alias of the row that comes
 */
export function filesOfTwoSql(stored: string, incoming: string): string {
  const [link, moved] = [linkSql(`${incoming}.`), linkSql(`${stored}.`)]
  const own = ownFilesSql(`${incoming}.`)
  return `case
    when ${stored}.log_excerpt is null
    then ${withLinkSql(`coalesce(${stored}.output_files, ${incoming}.output_files)`, link)}
    when ${moved} is not null and ${stored}.output_files -> 1 is null and ${isList(own)}
    then ${withLinkSql(own, moved)}
    else coalesce(${stored}.output_files, ${own})
  end`
}

/** The same of all rows of a key, of which the first with an excerpt decides. */
export function filesOfManySql(arrival: string): string {
  const links = `array_agg(${linkSql('')} order by ${arrival})`
  const link = `(${links} filter (where log_excerpt is not null))[1]`
  const linked = withLinkSql(`first_non_null(output_files order by ${arrival})`, link)
  const own = ownFilesSql('')
  const place = `array_position(array_agg(log_excerpt is not null order by ${arrival}), true)`
  const lists = `array_agg(case when ${isList(own)} then nullif(${own}, '[]') end order by ${arrival})`
  const later = `(array_remove((${lists})[${place} + 1:], null))[1]`
  return `case
    when ${link} is null then first_non_null(${own} order by ${arrival})
    when ${later} is not null and (${linked}) -> 1 is null then ${withLinkSql(later, link)}
    else ${linked}
  end`
}

/** The last of the files, beside the empty text; null in a row whose excerpt was not linked. */
function linkSql(row: string): string {
  return `case when ${row}log_excerpt = '' and ${row}output_files -> -1 ->> 'name' = '${excerptName}'
    then ${row}output_files -> -1 end`
}

/** The files that a row came with. */
function ownFilesSql(row: string): string {
  return `case when ${linkSql(row)} is null then ${row}output_files
    else nullif(${row}output_files - -1, '[]') end`
}

function isList(files: string): string {
  return `jsonb_typeof(${files}) = 'array'`
}

function withLinkSql(files: string, link: string): string {
  return `case
    when ${link} is not null and ${isList(files)}
      and not ${files} @> jsonb_build_array(${link})
    then ${files} || jsonb_build_array(${link})
    else ${files}
  end`
}
