/** How a branch names its commits: `rc` v6.18-rc4-12-g…, `stable` v6.6.104, `next` next-20260105. */
type NamingStyle = 'rc' | 'stable' | 'next'

/** A branch that is tested, and by whom. */
export type Branch = {
  tree: string
  url: string
  branch: string
  naming: NamingStyle
  /** The newest release the branch is based on, in the form that its naming style counts down from. */
  release: string
  /** How many commits it is tested at, compared with other branches. */
  activity: number
  /** How many tests run per checkout, compared with other branches. */
  size: number
  origins: readonly string[]
}

const kernelOrg = 'https://git.kernel.org/pub/scm/linux/kernel/git'
const chromium = 'https://chromium.googlesource.com/chromiumos/third_party/kernel'
const android = 'https://android.googlesource.com/kernel/common'
const media = 'https://git.linuxtv.org/media-ci/media-pending.git'

/** The branches of the example data. A few large ones hold most tests, as they do in real data. */
export const branches: readonly Branch[] = [
  ...inRepository('mainline', `${kernelOrg}/torvalds/linux.git`, 'rc', [
    row('master', 'v6.18', 9, 30, 'maestro linaro redhat 0dayci microsoft arm riscv'),
  ]),
  ...inRepository('next', `${kernelOrg}/next/linux-next.git`, 'next', [
    row('master', 'next', 6, 34, 'maestro linaro 0dayci'),
    row('pending-fixes', 'next', 3, 8, 'maestro'),
  ]),
  ...inRepository('stable', `${kernelOrg}/stable/linux.git`, 'stable', [
    row('linux-5.15.y', 'v5.15.192', 1, 6, 'maestro microsoft'),
    row('linux-6.1.y', 'v6.1.151', 1, 6, 'maestro redhat'),
    row('linux-6.6.y', 'v6.6.104', 1, 8, 'maestro microsoft linaro'),
    row('linux-6.12.y', 'v6.12.45', 2, 9, 'maestro linaro'),
  ]),
  ...inRepository('stable-rc', `${kernelOrg}/stable/linux-stable-rc.git`, 'stable', [
    row('linux-5.10.y', 'v5.10.243', 2, 8, 'maestro linaro'),
    row('linux-5.15.y', 'v5.15.192', 2, 8, 'maestro linaro'),
    row('linux-6.1.y', 'v6.1.151', 2, 9, 'maestro linaro'),
    row('linux-6.6.y', 'v6.6.104', 3, 10, 'maestro linaro'),
    row('linux-6.12.y', 'v6.12.45', 3, 12, 'maestro linaro'),
  ]),
  ...inRepository('chromiumos', chromium, 'stable', [
    row('chromeos-6.6', 'v6.6.104', 2, 7, 'maestro'),
    row('chromeos-6.6/staging/x', 'v6.6.104', 1, 2, 'maestro'),
    row('chromeos-6.12', 'v6.12.45', 2, 5, 'maestro'),
  ]),
  ...inRepository('android', android, 'rc', [
    row('android-mainline', 'v6.18', 4, 4, 'maestro linaro'),
  ]),
  ...inRepository('android', android, 'stable', [
    row('android16-6.12', 'v6.12.45', 2, 2, 'maestro'),
    row('android15-6.6', 'v6.6.104', 2, 2, 'maestro'),
  ]),
  ...inRepository('media', media, 'rc', [
    row('next', 'v6.18', 2, 4, 'maestro'),
    row('fixes', 'v6.18', 1, 2, 'maestro'),
  ]),
  ...inRepository('arm64', `${kernelOrg}/arm64/linux.git`, 'rc', [
    row('for-kernelci', 'v6.18', 2, 5, 'maestro arm'),
    row('for-next/core', 'v6.18', 1, 3, 'maestro'),
    row('for-next/fixes', 'v6.18', 1, 2, 'maestro'),
  ]),
  ...inRepository('tip', `${kernelOrg}/tip/tip.git`, 'rc', [
    row('master', 'v6.18', 3, 4, 'maestro 0dayci'),
    row('sched/core', 'v6.18', 1, 1, '0dayci'),
    row('x86/urgent', 'v6.18', 1, 1, '0dayci'),
  ]),
  ...inRepository('riscv', `${kernelOrg}/riscv/linux.git`, 'rc', [
    row('for-next', 'v6.18', 1, 2, 'riscv maestro'),
    row('fixes', 'v6.18', 1, 1, 'riscv'),
  ]),
  ...inRepository('kselftest', `${kernelOrg}/shuah/linux-kselftest.git`, 'rc', [
    row('next', 'v6.18', 1, 6, 'maestro'),
    row('fixes', 'v6.18', 1, 3, 'maestro'),
  ]),
  ...['sound', 'spi', 'regmap', 'regulator'].flatMap((subsystem) =>
    inRepository(`broonie-${subsystem}`, `${kernelOrg}/broonie/${subsystem}.git`, 'rc', [
      row('for-next', 'v6.18', 1, subsystem === 'sound' ? 4 : 2, 'maestro broonie'),
    ]),
  ),
  ...['soc', 'clk', 'pm', 'mediatek', 'amlogic', 'renesas', 'qcom'].flatMap((subsystem) =>
    inRepository(subsystem, `${kernelOrg}/${subsystem}/linux.git`, 'rc', [
      row('for-next', 'v6.18', 1, 1, 'maestro'),
    ]),
  ),
  ...inRepository('net-next', `${kernelOrg}/netdev/net-next.git`, 'rc', [
    row('main', 'v6.18', 2, 2, 'maestro redhat 0dayci'),
  ]),
  ...inRepository('cip', 'https://gitlab.com/cip-project/cip-kernel/linux-cip.git', 'stable', [
    row('linux-6.1.y-cip', 'v6.1.150', 1, 2, 'maestro'),
  ]),
]

type BranchRow = Omit<Branch, 'tree' | 'url' | 'naming'>

function row(
  branch: string,
  release: string,
  activity: number,
  size: number,
  origins: string,
): BranchRow {
  return { branch, release, activity, size, origins: origins.split(' ') }
}

function inRepository(
  tree: string,
  url: string,
  naming: NamingStyle,
  rows: readonly BranchRow[],
): Branch[] {
  return rows.map((branch) => ({ tree, url, naming, ...branch }))
}
