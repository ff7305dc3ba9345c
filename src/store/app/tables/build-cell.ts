/** Tests of one build with equal dimensions and issue, counted per status. */
export type BuildCellRow = {
  build_ref: number
  dim_id: number
  issue_ref: number
  n0: number
  n1: number
  n2: number
  n3: number
  n4: number
  n5: number
  n6: number
}
