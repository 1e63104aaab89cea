import fastifyStatic from '@fastify/static';
import { type FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#contracts';
import { PAGE_PATH, PAGE_VIEWS } from './page-path.js';
import { pageHeaders } from './page-headers.js';

const LOOSE_FILES = ['article.css', 'color-scheme.js', 'favicon.svg'];

export interface PageOptions {
  /** Where the built page is. */
  readonly folder: string;
  /** People sign in at the page itself: its document tells the page so. */
  readonly signsIn?: boolean;
}

/**
 * Serves the page under PAGE_PATH: its document for each of its views, the article on authentication, its assets, and nothing else. What is not there is a 404 problem,
 * never the page.
 */
export function addPageRoutes(fastify: FastifyInstance, { folder, signsIn = false }: PageOptions): void {
  const config = { page: true };
  if (!existsSync(join(folder, 'index.html'))) {
    fastify.get(PAGE_PATH, { config }, () => { throw new Problem('not-found', 'The page was not built. Run npm run build, then start again.'); });
    return;
  }
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const document = signsIn ? built.replace('</title>', '</title><meta name="keyward-sign-in" content="oidc">') : built;
  const article = readFileSync(join(folder, 'authentication.html'));
  const headers = pageHeaders();
  // Not awaited: that would settle the error handler of all routes before Nest has set it.
  void fastify.register(fastifyStatic, { root: folder, serve: false, preCompressed: true });
  for (const view of PAGE_VIEWS) {
    fastify.get(`${PAGE_PATH}${view}`, { config }, (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(document));
  }
  fastify.get(`${PAGE_PATH}/authentication`, { config }, (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(article));
  fastify.get('/settings/api-keys', { config }, (_request, reply) => reply.redirect(PAGE_PATH));
  fastify.get<{ Params: { '*': string } }>(`${PAGE_PATH}/assets/*`, { config }, ({ params }, reply) => reply.sendFile(`assets/${params['*']}`, { immutable: true, maxAge: '365d' }));
  for (const file of LOOSE_FILES) fastify.get(`${PAGE_PATH}/${file}`, { config }, (_request, reply) => reply.sendFile(file, { maxAge: '1h' }));
}
