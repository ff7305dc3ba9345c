import type { Random } from './random.ts'
import type { TestCase } from './test-suites.ts'

const buildErrors = [
  "error: implicit declaration of function 'panel_prepare_late'",
  "error: unused variable 'flags' [-Werror,-Wunused-variable]",
  "ld: vmlinux.o: undefined reference to 'clk_hw_round'",
  "error: stack frame size (2368) exceeds limit (2048) in 'probe'",
]
const kernelLines = [
  'clk: disabling unused clocks',
  'usb 1-1: new high-speed USB device number 2',
  'mmc0: new HS400 card at address 0001',
  'VFS: Mounted root (nfs filesystem) on device 0:21',
  'random: crng init done',
  'Run /sbin/init as init process',
  'rtc rtc0: registered as the system clock',
]

/** The end of the log of a build that did not pass. */
export function buildErrorExcerpt(random: Random): string {
  const file = `drivers/${random.pick(['gpu/panel', 'clk', 'net/phy', 'usb/host'])}/core.c`
  const object = file.replace('.c', '.o')
  return [
    `  CC      ${object}`,
    `${file}:${random.integer(40, 900)}:9: ${random.pick(buildErrors)}`,
    `make[4]: *** [scripts/Makefile.build:287: ${object}] Error 1`,
    'make: *** [Makefile:248: __sub-make] Error 2',
  ].join('\n')
}

/** Some lines of a console log around a test; the last one gives the verdict. */
export function testExcerpt({ name }: TestCase, verdict: string, random: Random): string {
  let seconds = random.integer(2_000, 60_000)
  const lines = Array.from({ length: random.integer(1, 5) }, () => {
    seconds += random.integer(1, 900)
    return `[${(seconds / 1000).toFixed(6).padStart(12)}] ${random.pick(kernelLines)}`
  })
  return [...lines, `${name}: ${verdict}`].join('\n')
}
