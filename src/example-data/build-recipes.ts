/** One way to build a kernel; tests run on the result of those that are `tested`. */
export type BuildRecipe = {
  architecture: string
  compiler: string
  config: string
  tested: boolean
}

const chromebook = 'CONFIG_MODULE_COMPRESS=n+CONFIG_MODULE_COMPRESS_NONE=y'
const cki = 'gcc (GCC) 15.2.1 (Red Hat 15.2.1-1)'

const maestro = [
  tested('x86_64', 'gcc-12', 'defconfig+lab-setup+x86-board'),
  tested('arm64', 'gcc-12', 'defconfig+lab-setup+kselftest'),
  tested('arm', 'gcc-12', 'multi_v7_defconfig'),
  tested('arm64', 'gcc-12', `defconfig+lab-setup+arm64-chromebook+${chromebook}`),
  tested('arm64', 'clang-17', 'defconfig'),
  tested('x86_64', 'clang-17', 'x86_64_defconfig'),
  tested('riscv', 'gcc-12', 'defconfig'),
  tested('arm64', 'gcc-12', 'defconfig+arm64-chromebook+kcidebug+lab-setup'),
  tested('arm64', 'gcc-12', 'defconfig+preempt_rt'),
  built('x86_64', 'clang-17', 'x86_64_defconfig+allmodconfig'),
  built('x86_64', 'gcc-12', 'allnoconfig'),
  built('i386', 'gcc-12', 'i386_defconfig'),
  built('i386', 'gcc-12', 'i386_defconfig+allnoconfig'),
  built('arm', 'gcc-12', 'multi_v5_defconfig'),
  built('arm', 'gcc-12', 'imx_v6_v7_defconfig'),
  built('arm', 'gcc-12', 'vexpress_defconfig'),
  built('arm', 'clang-17', 'multi_v7_defconfig'),
  built('arm64', 'gcc-12', 'defconfig+allmodconfig'),
  built('mips', 'gcc-12', '32r2el_defconfig'),
  built('arc', 'gcc-12', 'haps_hs_smp_defconfig+debug+kselftest+tinyconfig'),
  built('riscv', 'gcc-12', 'nommu_k210_defconfig'),
  built('um', 'gcc-12', 'defconfig+kunit'),
]

const linaro = [
  tested('arm64', 'gcc-13', 'defconfig+'),
  tested('x86_64', 'gcc-13', 'defconfig+'),
  tested('arm', 'clang-20', 'defconfig+'),
  tested('riscv', 'clang-nightly', 'defconfig+'),
  tested('arm64', 'korg-clang-20', 'lkftconfig-64k_page_size'),
  built('powerpc', 'gcc-13', 'mpc83xx_defconfig'),
  built('s390', 'clang-20', 'defconfig'),
  built('sh', 'gcc-11', 'dreamcast_defconfig'),
  built('i386', 'gcc-8', 'tinyconfig'),
  built('mips', 'gcc-12', 'rt305x_defconfig'),
  built('arm', 'gcc-8', 'pxa910_defconfig'),
]

const recipesByOrigin = new Map<string, readonly BuildRecipe[]>([
  ['maestro', maestro],
  ['linaro', linaro],
  [
    'redhat',
    [
      tested('x86_64', cki, 'kernel-fedora-x86_64'),
      tested('arm64', cki, 'kernel-fedora-aarch64'),
      built('s390x', cki, 'kernel-fedora-s390x'),
      built('ppc64le', cki, 'kernel-fedora-ppc64le'),
    ],
  ],
  ['microsoft', [tested('x86_64', 'gcc (Ubuntu 13.3.0) 13.3.0', 'olddefconfig')]],
  [
    '0dayci',
    [
      tested('x86_64', 'gcc-14', 'x86_64-rhel-9.4-kselftests'),
      built('i386', 'clang-20', 'i386-randconfig-011'),
      built('arc', 'gcc-13', 'allyesconfig'),
    ],
  ],
  ['arm', [tested('arm64', 'gcc-14', 'defconfig'), tested('arm64', 'clang-20', 'defconfig')]],
  ['riscv', [tested('riscv', 'gcc-14', 'defconfig'), built('riscv', 'llvm-20', 'allmodconfig')]],
  [
    'broonie',
    [tested('arm64', 'gcc-12', 'defconfig'), tested('arm', 'gcc-12', 'multi_v7_defconfig')],
  ],
])

/** What an origin builds of a tree. ChromeOS kernels have configurations of their own. */
export function recipesOf(origin: string, tree: string, branch: string): readonly BuildRecipe[] {
  if (tree !== 'chromiumos') return recipesByOrigin.get(origin) ?? maestro
  const release = branch.split('/')[0] ?? branch
  const flavours = [
    ['x86_64', 'chromeos-amd-stoneyridge', 'x86-board'],
    ['arm64', 'chromiumos-mediatek', 'arm64-chromebook'],
    ['x86_64', 'chromeos-intel-pineview', 'x86-board'],
    ['arm64', 'chromiumos-qualcomm', 'arm64-chromebook'],
  ] as const
  return flavours.map(([architecture, flavour, board]) =>
    tested(
      architecture,
      'clang-17',
      `cros://${release}/${architecture}/${flavour}.flavour.config+lab-setup+${board}+${chromebook}`,
    ),
  )
}

function tested(architecture: string, compiler: string, config: string): BuildRecipe {
  return { architecture, compiler, config, tested: true }
}

function built(architecture: string, compiler: string, config: string): BuildRecipe {
  return { architecture, compiler, config, tested: false }
}
