// node make-secrets.mjs <folder>: makes the secrets of the deployment unless they are there, and gives each recipient
// its own folder.
import process from 'node:process';
import { handOut, secretsIn } from './secrets.mjs';

const [, , folder] = process.argv;
handOut(secretsIn(`${folder}/all/secrets.json`), folder, 'mongo:27017');
console.log('The secrets of this deployment are in its volumes.');
