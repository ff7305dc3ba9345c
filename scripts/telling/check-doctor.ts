import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOutput } from './command-output.ts'
import { plantedIn } from './planted-secrets.ts'
import type { TellingWorld } from './telling-world.ts'

/** `doctor --live` asks both, posts nothing to Discord, and shows no secret; nor does `env`. */
export async function checkDoctor(world: TellingWorld): Promise<void> {
  const { discord, webhook, workspace, tally } = world
  const index = join(workspace, 'index.yaml')
  writeFileSync(index, 'registries: [a.yaml]\n')
  const env = {
    ...world.env,
    DISCORD_WEBHOOK_URL: discord.webhook(3),
    WEBHOOK_URL: webhook.url,
    WEBHOOK_SECRET: webhook.secret,
    HARDWARE_REGISTRY_INDEX_URL: index,
    HEALTHCHECK_ID_VERIFY: '',
  }
  const [posted, taken] = [discord.taken.length, webhook.taken.length]
  const said = await commandOutput(['doctor', '--live'], env)
  tally.check(
    'doctor --live finds Discord and the webhook',
    said.includes('FINE     discord webhook: is there, and called "Builds"') &&
      said.includes('FINE     webhook ping: was taken, signed'),
    said,
  )
  const ping = webhook.taken.slice(taken).map(({ body }) => body)
  tally.check(
    'it posts nothing, and sends one ping',
    discord.taken.length === posted &&
      ping.length === 1 &&
      ping[0]?.includes('"type":"ping"') === true,
    ping.join('\n'),
  )
  const shown = said + (await commandOutput(['env'], env))
  tally.check(
    'neither doctor nor env shows a secret',
    plantedIn(shown).length === 0,
    plantedIn(shown).join(),
  )
}
