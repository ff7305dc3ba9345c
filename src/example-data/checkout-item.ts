import type { CheckoutRun } from './checkout-run.ts'
import type { Checkout } from './submission.ts'

/** The checkout itself. Origins differ in what they fill, as in real submissions. */
export function checkoutItem(run: CheckoutRun): Checkout {
  const { planned, commit, random, ids, moment } = run
  const { origin, branch } = planned
  const checkout: Checkout = {
    id: ids.checkout,
    origin,
    git_repository_url: branch.url,
    git_repository_branch: branch.branch,
    git_commit_hash: commit.hash,
    git_commit_name: commit.name,
    start_time: moment(0),
    patchset_hash: '',
  }
  // Linaro names no tree for what it takes from Android and stable.
  const unnamed = origin === 'linaro' && ['android', 'stable'].includes(branch.tree)
  if (!unnamed) checkout.tree_name = branch.tree
  if (origin === 'maestro') {
    checkout.git_commit_tags = commit.tags
    checkout.git_commit_message = commit.message
    checkout.git_repository_branch_tip = planned.commitIndex === 0
    checkout.misc = { submitted_by: 'kernelci-pipeline' }
    if (!run.point.young && random.chance(0.7)) {
      checkout.origin_builds_finish_time = moment(0.3)
      checkout.origin_tests_finish_time = moment(1)
    }
  } else {
    checkout.valid = true
    if (random.chance(0.5)) checkout.comment = commit.message.split('\n')[0] ?? commit.name
  }
  if (origin === '0dayci' && random.chance(0.4)) applyPatchset(checkout, run)
  return checkout
}

/** A checkout with patches from a mailing list on top. */
function applyPatchset(checkout: Checkout, { random }: CheckoutRun): void {
  const message = random.hex(12)
  checkout.patchset_hash = random.hex(64)
  checkout.message_id = `${message}@lists.example.org`
  checkout.patchset_files = [
    { name: '0001.patch', url: `https://lists.example.org/patches/${message}/0001.patch` },
  ]
}
