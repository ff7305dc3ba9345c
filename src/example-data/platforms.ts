import { hashText } from './random.ts'

/** A machine, or a kind of machine, that tests run on. */
export type Platform = {
  /** Null where the submitter names only a host. */
  name: string | null
  architecture: string
  compatible?: readonly string[]
  /** Who submits its results. */
  origin: string
  /** Null where the submitter names no lab: its tests carry no `misc.runtime`. */
  lab: string | null
  /** Identifies the machine when outcomes are drawn. */
  hash: number
}

/** The platforms of the example data. */
export const platforms: readonly Platform[] = [
  inLava('lava-collabora', 'arm64', {
    'rk3588-rock-5b': 'radxa,rock-5b rockchip,rk3588',
    'rk3399-gru-kevin': 'google,kevin-rev15 google,kevin google,gru rockchip,rk3399',
    'sc7180-trogdor-kingoftown': 'google,kingoftown qcom,sc7180',
    'sc7180-trogdor-lazor-limozeen': 'google,lazor-rev5-sku5 google,lazor-rev5-sku6 qcom,sc7180',
    'mt8183-kukui-jacuzzi-juniper-sku16': 'google,juniper-sku16 google,juniper mediatek,mt8183',
    'mt8192-asurada-spherion-r0': 'google,spherion-rev3 google,spherion mediatek,mt8192',
    'mt8195-cherry-tomato-r2': 'google,tomato-rev2 google,tomato mediatek,mt8195',
    'mt8390-genio-700-evk': 'mediatek,mt8390-evk mediatek,mt8390 mediatek,mt8188',
    'meson-g12b-a311d-libretech-cc': 'libretech,aml-a311d-cc amlogic,a311d amlogic,g12b',
    'sun50i-h6-pine-h64': 'pine64,pine-h64 allwinner,sun50i-h6',
    'juno-uboot': 'arm,juno arm,vexpress',
  }),
  inLava('lava-broonie', 'arm64', {
    'meson-sm1-s905d3-libretech-cc': 'libretech,aml-s905d3-cc amlogic,sm1',
    'imx8mp-verdin-nonwifi-dahlia': 'toradex,verdin-imx8mp-nonwifi-dahlia fsl,imx8mp',
    'bcm2711-rpi-4-b': 'raspberrypi,4-model-b brcm,bcm2711',
    'k3-am625-verdin-wifi-mallow': 'toradex,verdin-am62-wifi-mallow ti,am625',
    'cd8180-orion-o6': '',
  }),
  inLava('lava-pengutronix', 'arm64', { 'imx8mp-evk': 'fsl,imx8mp-evk fsl,imx8mp' }),
  inLava('lava-baylibre', 'arm64', {
    'meson-gxl-s905x-libretech-cc': 'libretech,aml-s905x-cc amlogic,s905x amlogic,meson-gxl',
  }),
  inLava('lava-kci-qualcomm', 'arm64', { 'qcs6490-rb3gen2': 'qcom,qcs6490-rb3gen2 qcom,qcm6490' }),
  inLava('lava-collabora', 'arm', {
    'rk3288-veyron-jaq': 'google,veyron-jaq-rev5 google,veyron-jaq google,veyron rockchip,rk3288',
    'odroid-xu3': 'hardkernel,odroid-xu3 samsung,exynos5800 samsung,exynos5',
  }),
  inLava('lava-broonie', 'arm', {
    'beaglebone-black': 'ti,am335x-bone-black ti,am335x-bone ti,am33xx',
    'imx6q-sabrelite': 'fsl,imx6q-sabrelite fsl,imx6q',
    'stm32mp157a-dhcor-avenger96': 'arrow,stm32mp157a-avenger96 dh,stm32mp157a-dhcor-som',
  }),
  inLava('lava-clabbe', 'arm', {
    'sun7i-a20-cubieboard2': 'cubietech,cubieboard2 allwinner,sun7i-a20',
  }),
  inLava('lava-collabora', 'x86_64', {
    'acer-R721T-grunt': '',
    'acer-cb317-1h-c3z6-dedede': '',
    'acer-cbv514-1h-34uz-brya': '',
    'asus-C433TA-AJ0005-rammus': '',
    'asus-CM1400CXA-dalboz': '',
    'dell-latitude-5400-4305U-sarien': '',
    'hp-14b-na0052xx-zork': '',
    'hp-x360-12b-ca0010nr-n4020-octopus': '',
    'hp-x360-14-G1-sona': '',
  }),
  inLava('lava-cip', 'x86_64', { 'x86-simatic-ipc227e': '' }),
  inLava('lava-clabbe', 'x86_64', { 'qemu-x86': 'linux,dummy-virt' }),
  inLava('lava-collabora', 'riscv', { 'qemu-riscv64': 'riscv-virtio' }),
  inLava('k8s-all', 'x86_64', { kubernetes: '' }),
  elsewhere('ti', 'opentest-ti', 'arm64', 'ti,am69-sk', 'ti,am69-sk ti,j784s4'),
  elsewhere('linaro', null, 'arm64', 'qemu-arm64'),
  elsewhere('linaro', null, 'arm64', 'juno-r2'),
  elsewhere('linaro', null, 'arm64', 'dragonboard-845c'),
  elsewhere('linaro', null, 'x86_64', 'qemu-x86_64'),
  elsewhere('linaro', null, 'x86_64', 'x86'),
  elsewhere('linaro', null, 'arm', 'qemu-armv7'),
  elsewhere('linaro', null, 'riscv', 'qemu-riscv64'),
  elsewhere('redhat', null, 'x86_64', null),
  elsewhere('redhat', null, 'arm64', null),
  elsewhere('microsoft', null, 'x86_64', 'azure'),
  elsewhere('0dayci', null, 'x86_64', 'lkp-icl-2sp1'),
  elsewhere('0dayci', null, 'x86_64', null),
  elsewhere('arm', 'arm-fvp', 'arm64', 'fvp-base-revc', 'arm,fvp-base-revc arm,vexpress'),
  elsewhere('arm', 'arm-fvp', 'arm64', 'juno-r2', 'arm,juno-r2 arm,juno arm,vexpress'),
  elsewhere(
    'riscv',
    'shell',
    'riscv',
    'visionfive-2',
    'starfive,visionfive-2-v1.3b starfive,jh7110',
  ),
  elsewhere('broonie', 'lava-broonie', 'arm64', 'bcm2837-rpi-3-b-plus', 'brcm,bcm2837'),
  elsewhere('broonie', 'lava-broonie', 'arm', 'beaglebone-black', 'ti,am335x-bone ti,am33xx'),
].flat()

/** The platforms on which an origin's builds of this architecture are tested, whoever runs them. */
export function platformsOf(origin: string, architecture: string): Platform[] {
  return platforms.filter(
    (platform) =>
      platform.architecture === architecture && testsBuildsOf(platform.origin) === origin,
  )
}

/** Texas Instruments tests what Maestro builds; all others test their own builds. */
function testsBuildsOf(origin: string): string {
  return origin === 'ti' ? 'maestro' : origin
}

function inLava(lab: string, architecture: string, machines: Record<string, string>): Platform[] {
  return Object.entries(machines).flatMap(([name, compatible]) =>
    elsewhere('maestro', lab, architecture, name, compatible),
  )
}

function elsewhere(
  origin: string,
  lab: string | null,
  architecture: string,
  name: string | null,
  compatible = '',
): Platform[] {
  const platform = { name, architecture, origin, lab, hash: hashText(name ?? origin) }
  return [compatible === '' ? platform : { ...platform, compatible: compatible.split(' ') }]
}
