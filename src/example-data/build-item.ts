import type { Status } from '../domain/status.ts'
import { apportion } from './apportion.ts'
import { recipesOf, type BuildRecipe } from './build-recipes.ts'
import type { CheckoutRun } from './checkout-run.ts'
import { fileUrl } from './file-url.ts'
import { buildErrorExcerpt } from './log-excerpts.ts'
import type { Build, Misc } from './submission.ts'

/** A build that will be made, and how many tests run on its result. */
export type PlannedBuild = {
  recipe: BuildRecipe
  dummy: boolean
  /** Undefined while the build is not done. */
  status: Status | undefined
  tests: number
}

/**
 * Plans the builds of a checkout: more for checkouts with more tests. Tests run on those that passed
 * or are dummies, and are shared out so that the first builds get most of them.
 */
export function planBuilds(run: CheckoutRun): PlannedBuild[] {
  const { planned, random } = run
  const recipes = recipesOf(planned.origin, planned.branch.tree, planned.branch.branch)
  const wanted = Math.min(3 * recipes.length, Math.round(2 + planned.tests ** 0.45))
  const builds = Array.from({ length: wanted }, (_, index) => {
    const recipe = recipes[index % recipes.length] as BuildRecipe
    // The first recipe of every origin is a tested one: its build carries tests whatever fails.
    const status = index === 0 && planned.tests > 0 ? 'PASS' : buildStatus(run)
    return { recipe, dummy: false, status, tests: 0 }
  })
  const first = builds[0]
  if (planned.origin === 'maestro' && planned.tests > 5 && first && random.chance(0.15)) {
    builds.push({ recipe: first.recipe, dummy: true, status: undefined, tests: 0 })
  }
  return withTests(builds, planned.tests)
}

function withTests(builds: PlannedBuild[], tests: number): PlannedBuild[] {
  const weights = builds.map(({ recipe, dummy, status }, index) =>
    dummy ? 0.05 : recipe.tested && status === 'PASS' ? 1 / (index + 1) ** 0.7 : 0,
  )
  if (tests === 0) return builds
  const shares = apportion(tests, weights)
  return builds.map((build, index) => ({ ...build, tests: shares[index] ?? 0 }))
}

function buildStatus({ planned, point, random }: CheckoutRun): Status | undefined {
  const draw = random.fraction()
  const unfinished = point.young ? 0.15 : planned.origin === 'linaro' ? 0.1 : 0.02
  if (draw < unfinished) return undefined
  if (draw > 0.99) return random.pick(['ERROR', 'MISS', 'SKIP', 'DONE'])
  return draw > 0.93 ? 'FAIL' : 'PASS'
}

/** The build as it is submitted. */
export function buildItem(run: CheckoutRun, { recipe, dummy, status }: PlannedBuild): Build {
  const { planned, random, ids, moment, commit } = run
  const { origin } = planned
  const { architecture } = recipe
  const id = dummy ? ids.dummyBuild(architecture) : ids.build(architecture)
  const start_time = moment(0.02 + 0.15 * random.fraction())
  const build: Build = { id, checkout_id: ids.checkout, origin, start_time, architecture }
  if (dummy) return { ...build, comment: 'Dummy build for tests hanging from checkout' }
  build.compiler = recipe.compiler
  build.config_name = recipe.config
  build.config_url = fileUrl(origin, id, 'config')
  if (origin === 'maestro') {
    build.comment = commit.name
    build.misc = maestroMisc(run, id)
  } else if (origin === '0dayci' || origin === 'microsoft') {
    build.misc = { platform: origin === '0dayci' ? 'lkp-icl-2sp1' : 'azure' }
  }
  if (status === undefined) return build
  build.status = status
  build.duration = random.integer(60_000, 2_400_000) / 1000
  build.command = `make ARCH=${architecture} all`
  build.log_url = fileUrl(origin, id, 'build.log.gz')
  build.output_files = ['metadata.json', 'build.sh', 'kernel.config'].map((name) => ({
    name,
    url: fileUrl(origin, id, name),
  }))
  if (status !== 'PASS') build.log_excerpt = buildErrorExcerpt(random)
  return build
}

/** Most of Maestro's builds run on Kubernetes, which is then named as their platform. */
function maestroMisc({ random }: CheckoutRun, id: string): Misc {
  const maestro_viewer = fileUrl('maestro', id, 'viewer')
  if (random.chance(0.1)) return { lab: 'shell', runtime: 'shell', maestro_viewer }
  const job_id = `kci-${id.slice(8)}-kbuild`
  return { platform: 'kubernetes', runtime: 'k8s-all', lab: 'k8s-all', job_id, maestro_viewer }
}
