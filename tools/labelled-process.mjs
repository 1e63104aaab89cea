import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { styleText } from 'node:util';
import { untilReady } from './until-ready.mjs';

const END_WITH_PARENT = new URL('end-with-parent.mjs', import.meta.url).href;
const COLOURS = [
  'cyan',
  'magenta',
  'yellow',
  'green',
  'blue',
  'cyanBright',
  'magentaBright',
  'yellowBright',
  'greenBright',
];
const LABEL_WIDTH = 15;
const ENDING_MS = 3000;
let labels = 0;

/**
 * A program of Node whose every line of output is shown behind its name. It does not outlive this process, however this
 * one ends.
 */
export class LabelledProcess {
  #child;
  #ending = false;

  /**
   * `env`: on top of this process's own; a variable that is undefined there is taken away. `onDeath` is called when it
   * ends without having been asked to.
   */
  constructor(name, args, { env, onDeath }) {
    this.name = name;
    const label = styleText(COLOURS[labels++ % COLOURS.length], `${name.padEnd(LABEL_WIDTH)} │`);
    this.#child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
        process.stdout.write(`${label} ${line}\n`);
      });
    }
    this.#child.once('close', (code, signal) => {
      if (!this.#ending) onDeath(`${name} ended (${signal ?? `exit code ${code}`}); its lines above say why.`);
    });
  }

  /** Resolves once `address` says that it is ready; whoever waits stops waiting when it dies. */
  async ready(address) {
    await untilReady(address);
  }

  /** Asks it to end at once, as Ctrl-C would, and insists after a while. */
  async end() {
    this.#ending = true;
    this.#child.kill('SIGINT');
    const insist = setTimeout(() => {
      this.#child.kill('SIGKILL');
    }, ENDING_MS);
    await this.ended;
    clearTimeout(insist);
  }

  kill() {
    this.#child.kill('SIGKILL');
  }
}
