/** Tests of one build with equal dimensions and issue, counted per status. */
export type BuildCellRow = {
  /** The build, → `build_fact.build_ref`. */
  build_ref: number
  /** Where and as what they ran, → `dim.dim_id`. */
  dim_id: number
  /** Their issue, → `issue_key.issue_ref`; 0 without one. */
  issue_ref: number
  /** Those without a result. */
  n0: number
  /** Those that passed. */
  n1: number
  /** Those that failed. */
  n2: number
  /** Those that were skipped. */
  n3: number
  /** Those that ended in an error. */
  n4: number
  /** Those that are missing. */
  n5: number
  /** Those that are done. */
  n6: number
}
