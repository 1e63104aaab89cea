import { readFileSync } from 'node:fs';
import process from 'node:process';
import { runToEnd } from './child.mjs';
import { Refusal } from './refusal.mjs';

/** Runs `npm ci` unless node_modules already holds what package-lock.json asks for. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (once, about a minute) …');
  const args = [
    'ci',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ];
  const { npm_node_execpath: node, npm_execpath: npm } = process.env;
  const code =
    node !== undefined && npm !== undefined
      ? await runToEnd(node, [npm, ...args])
      : await runToEnd('npm', args, { shell: process.platform === 'win32' });
  if (code !== 0) throw new Refusal('npm ci failed; its message above says why.');
}

/** npm records what it installed when it has finished; an interrupted installation has no record. */
function isInstalled() {
  const record = readJson('node_modules/.package-lock.json');
  if (record === undefined) return false;
  const wanted = Object.entries(readJson('package-lock.json').packages).filter(([path]) => path !== '');
  return wanted.every(([path, { version, optional }]) => {
    const there = record.packages[path];
    return there === undefined ? optional === true : there.version === version;
  });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
