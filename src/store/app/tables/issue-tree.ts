/** An issue version was seen in a tree: so many rows of `incident_fact` lead to a checkout of it. */
export type IssueTreeRow = {
  issue_ref: number
  tree_ref: number
  n: number
}
