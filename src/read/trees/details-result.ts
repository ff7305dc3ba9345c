/**
 * What a details route found. The routes differ in when they say which (trees.md O24): `nothing` is
 * no checkout, `no-builds` one checkout without builds.
 */
export type DetailsResult<Body> =
  | { found: 'nothing' }
  | { found: 'no-builds' }
  | { found: 'results'; body: Body }
