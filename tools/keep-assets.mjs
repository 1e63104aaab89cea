import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts the assets of the build before into `assets`, too: a page that was opened then goes on finding its parts.
 * `cache` remembers the two last builds that differed.
 */
export function keepLastAssets(assets, cache) {
  const [latest, before] = [join(cache, 'latest'), join(cache, 'before')];
  const isSame = existsSync(latest) && String(readdirSync(latest).sort()) === String(readdirSync(assets).sort());
  if (!isSame) {
    rmSync(before, { recursive: true, force: true });
    if (existsSync(latest)) renameSync(latest, before);
    cpSync(assets, latest, { recursive: true });
  }
  if (existsSync(before)) cpSync(before, assets, { recursive: true, force: false });
}
