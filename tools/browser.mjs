import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

export const chromiumPath = () => found('CHROMIUM_PATH', ['chromium', 'chromium-browser', 'google-chrome']);
export const firefoxPath = () => found('FIREFOX_PATH', ['firefox-esr', 'firefox']);

/** The browser that `variable` names, else the first of `names` on the PATH; undefined: there is none. */
function found(variable, names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths =
    process.env[variable] === undefined
      ? names.flatMap((name) => folders.map((folder) => join(folder, name)))
      : [process.env[variable]];
  return paths.find((path) => existsSync(path));
}
