import { hashText } from './random.ts'

/** One test of a suite. */
export type TestCase = {
  path: string
  /** The last part of the path, as submitters print it in comments. */
  name: string
  /** Identifies the test when outcomes are drawn. */
  hash: number
}

/** What one lab job runs: some tests in a fixed order, perhaps with a measured value each. */
export type TestSuite = {
  name: string
  cases: readonly TestCase[]
  measures?: { unit: string; typical: number; prefix?: 'metric' | 'binary' }
}

const sysCalls = `accept access bind brk chdir chmod chown clock_gettime clock_nanosleep clone close
  connect creat dup epoll_wait eventfd execve exit fallocate fcntl fork fstat fsync futex_wait
  getcwd getdents getpid getrandom inotify ioctl kill link listen lseek madvise mkdir mmap mount
  mprotect mremap msgrcv munmap nanosleep open openat pause pipe poll prctl pread preadv ptrace pwrite
  read readlink recvmsg rename rmdir sched_yield select semop sendfile setgid setuid shmat sigaction
  socket splice stat statx symlink sync timerfd truncate umask unlink vfork wait4 waitid write`
const collections: Record<string, string> = {
  alsa: 'mixer-test pcm-test test-pcmtest-driver',
  arm64: 'check_buffer_fill fp-stress sve-ptrace syscall-abi tpidr2 za-fork hwcap gcs-basic',
  clone3: 'clone3 clone3_set_tid clone3_clear_sighand clone3_cap_checkpoint_restore',
  cpufreq: 'suspend hibernate main',
  dt: 'test_unprobed_devices_sh probed not-probed',
  exec: 'execveat non-regular recursion-depth load_address check-exec null-argv',
  futex: 'futex_requeue futex_wait futex_wait_timeout futex_waitv run_sh',
  landlock: 'base_test fs_test net_test ptrace_test scoped_signal_test',
  mm: 'cow hugetlb-madvise khugepaged mremap_test pagemap_ioctl protection_keys uffd-unit-tests',
  net: 'fib_tests gro_sh ip_defrag pmtu_sh reuseport_bpf rtnetlink_sh tls udpgro_sh',
  seccomp: 'seccomp_bpf seccomp_benchmark',
  timers: 'nanosleep posix_timers raw_skew rtcpie set-timer-lat threadtest alarmtimer-suspend',
}

const boot = suite('boot', ['boot'])
const everywhere: readonly TestSuite[] = [
  boot,
  suite('boot-nfs', ['boot.nfs']),
  suite('baseline', ['login', 'dmesg.crit', 'dmesg.alert', 'dmesg.emerg'], 'baseline'),
  suite(
    'bootrr',
    words('deferred-probe-empty cpufreq-driver-present rtc-probed mmc0-probed usb-hcd-probed'),
    'bootrr',
  ),
  ...Object.entries(collections).map(([collection, names]) => kselftest(collection, words(names))),
  suite('ltp-smoke', numbered(words('access chdir fork time wait symlink stat'), 3), 'ltp'),
  suite('ltp-syscalls', numbered(words(sysCalls), 4), 'ltp'),
  suite('ltp-cve', numbered(words('cve-2016 cve-2017 cve-2018 cve-2022'), 9), 'ltp.cve'),
  suite('ltp-controllers', numbered(words('cgroup_core cpuset memcontrol cgroup_fj'), 6), 'ltp'),
  {
    ...suite('rt-tests', words('cyclictest pmqtest ptsematest signaltest'), 'rt-tests'),
    measures: { unit: 'us', typical: 70 },
  },
  {
    ...suite('hackbench', words('pipe-process pipe-thread socket-process'), 'perf.hackbench'),
    measures: { unit: 's', typical: 12, prefix: 'metric' },
  },
  suite('fluster', numbered(['JVT-AVC_V1'], 40), 'fluster.debian.v4l2.gstreamer_h264'),
  suite(
    'kunit',
    numbered(words('list-kunit kunit_resource_test fat_test ext4_inode_test'), 5),
    'kunit',
  ),
]

const suitesByOrigin = new Map<string, readonly TestSuite[]>([
  [
    'redhat',
    [
      suite('provision', words('system_provision kpkginstall reboot'), 'distribution'),
      suite('ltp-lite', numbered(words(sysCalls), 2), 'ltp.lite'),
      suite('xfstests', numbered(words('generic ext4 xfs btrfs'), 12), 'xfstests'),
    ],
  ],
  [
    'microsoft',
    [
      suite('smoke', words('smoke_test.verify_deployment provisioning.reboot'), 'microsoft_lisa'),
      {
        ...suite('network', words('tcp_ntttcp tcp_iperf udp_latency'), 'microsoft_lisa.network'),
        measures: { unit: 'B/s', typical: 9e9, prefix: 'binary' },
      },
    ],
  ],
])

/** What an origin runs on each platform, most basic first. */
export function suitesOf(origin: string): readonly TestSuite[] {
  return suitesByOrigin.get(origin) ?? everywhere
}

/** The boot that opens every job of a suite that is not a boot itself. */
export const bootCase: TestCase = testCase('boot', 'boot')

function suite(name: string, names: readonly string[], prefix?: string): TestSuite {
  const cases = names.map((each) =>
    testCase(prefix === undefined ? each : `${prefix}.${each}`, each),
  )
  return { name, cases }
}

function kselftest(collection: string, names: readonly string[]): TestSuite {
  const cases = names.flatMap((name) => [
    `${collection}_${name}`,
    ...numbered([`${collection}_${name}_case`], 5),
  ])
  return suite(`kselftest-${collection}`, cases, `kselftest.${collection}`)
}

function testCase(path: string, name: string): TestCase {
  return { path, name, hash: hashText(path) }
}

function words(text: string): string[] {
  return text.split(/\s+/)
}

function numbered(names: readonly string[], upTo: number): string[] {
  return names.flatMap((name) =>
    Array.from({ length: upTo }, (_, index) => `${name}${String(index + 1).padStart(2, '0')}`),
  )
}
