/** An issue version was seen in a tree: so many rows of `incident_fact` lead to a checkout of it. */
export type IssueTreeRow = {
  /** The issue, → `issue_key.issue_ref`. */
  issue_ref: number
  /** Where it was seen, → `tree.tree_ref`. */
  tree_ref: number
  /** In how many incidents. */
  n: number
}
