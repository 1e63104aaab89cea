// node tools/notices.mjs FOLDER: writes what an image says of the software of others that it holds.
import process from 'node:process';
import { writeThirdParty } from './third-party.mjs';

const [folder = '.'] = process.argv.slice(2);
writeThirdParty(process.cwd(), folder, 'keyward.cdx.json');
