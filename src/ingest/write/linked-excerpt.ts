import { excerptName } from '../../store/excerpts/excerpt-address.ts'

/**
 * The files of an item, and the address of its log excerpt where that was linked while the document was prepared.
 * The address stands for the excerpt, so it counts wherever the excerpt would have: also when the files came before
 * it, which else would leave it out and the empty text in its place (submission-format.md 5, ingestion.md 2.10).
 *
 * @param stored alias of the row that is there
 * @param incoming alias of the row that comes
 */
export function filesOfTwoSql(stored: string, incoming: string): string {
  const files = `coalesce(${stored}.output_files, ${incoming}.output_files)`
  const linked = withLinkSql(files, linkSql(`${incoming}.`))
  return `case when ${stored}.log_excerpt is null then ${linked} else ${files} end`
}

/** The same of all rows of a key, of which the first with an excerpt decides. */
export function filesOfManySql(arrival: string): string {
  const files = `first_non_null(output_files order by ${arrival})`
  const links = `array_agg(${linkSql('')} order by ${arrival})`
  return withLinkSql(files, `(${links} filter (where log_excerpt is not null))[1]`)
}

/** The last of the files, beside the empty text; null in a row whose excerpt was not linked. */
function linkSql(row: string): string {
  return `case when ${row}log_excerpt = '' and ${row}output_files -> -1 ->> 'name' = '${excerptName}'
    then ${row}output_files -> -1 end`
}

function withLinkSql(files: string, link: string): string {
  return `case
    when ${link} is not null and jsonb_typeof(${files}) = 'array'
      and not ${files} @> jsonb_build_array(${link})
    then ${files} || jsonb_build_array(${link})
    else ${files}
  end`
}
