/** A JSON Schema of draft 7. `description` completes "must be …" in the faults shown to submitters. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** The objects in one of the top-level arrays; no other properties are allowed. */
export type ItemSchema = {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, JsonSchema>>
}

/** The top-level arrays of a version: `checkouts` (before 4.0 `revisions`), `builds`, … */
export type TableSchemas<Table extends string = string> = Readonly<Record<Table, ItemSchema>>

/** All that tells one version of the submission format from another (submission-format.md 2, 3.1). */
export type FormatSchema<Table extends string = string> = {
  readonly version: JsonSchema
  readonly tables: TableSchemas<Table>
}
