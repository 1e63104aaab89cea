import fastifyStatic from '@fastify/static';
import { type FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#contracts';
import { DOCS_PATH, EMBED_PATH, EMBED_VIEWS, PAGE_PATH, PAGE_VIEWS } from './page-path.js';
import { DOCS_POLICY, type DocumentRules, pageHeaders } from './page-headers.js';

const config = { page: true };
const LOOSE_FILES = ['article.css', 'color-scheme.js', 'favicon.svg'];

export interface PageOptions {
  /** Where the built page is. */
  readonly folder: string;
  /** People sign in at the page itself: its document says so. */
  readonly signsIn?: boolean;
  /** Who may show it in a frame; nobody: there is no page for frames. */
  readonly embedOrigins?: readonly string[];
}

/**
 * Serves the page under PAGE_PATH: its document for each of its views, the same for frames if anybody may show them,
 * the article on authentication, the API reference, its assets, and nothing else. What is not there is a 404 problem,
 * never the page.
 */
export function addPageRoutes(
  fastify: FastifyInstance,
  { folder, signsIn = false, embedOrigins = [] }: PageOptions,
): void {
  if (!existsSync(join(folder, 'index.html'))) {
    fastify.get(PAGE_PATH, { config }, () => {
      throw new Problem('not-found', 'The page was not built. Run npm run build, then start again.');
    });
    return;
  }
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  // Not awaited: that would settle the error handler of all routes before Nest has set it.
  void fastify.register(fastifyStatic, { root: folder, serve: false, preCompressed: true });
  for (const view of PAGE_VIEWS)
    addDocument(fastify, `${PAGE_PATH}${view}`, signsIn ? telling(page, 'keyward-sign-in', 'oidc') : page);
  if (embedOrigins.length > 0)
    for (const view of EMBED_VIEWS)
      addDocument(fastify, `${EMBED_PATH}${view}`, telling(page, 'keyward-embed-origins', embedOrigins.join(' ')), {
        frameAncestors: embedOrigins,
      });
  addDocument(fastify, `${PAGE_PATH}/authentication`, readFileSync(join(folder, 'authentication.html'), 'utf8'));
  addDocument(fastify, DOCS_PATH, readFileSync(join(folder, 'docs.html'), 'utf8'), { policy: DOCS_POLICY });
  fastify.get('/docs', { config }, (_request, reply) => reply.redirect(DOCS_PATH));
  fastify.get('/settings/api-keys', { config }, (_request, reply) => reply.redirect(PAGE_PATH));
  fastify.get<{ Params: { '*': string } }>(`${PAGE_PATH}/assets/*`, { config }, ({ params }, reply) =>
    reply.sendFile(`assets/${params['*']}`, { immutable: true, maxAge: '365d' }),
  );
  for (const file of LOOSE_FILES)
    fastify.get(`${PAGE_PATH}/${file}`, { config }, (_request, reply) => reply.sendFile(file, { maxAge: '1h' }));
}

/** `content` is nothing that would have to be escaped. */
function telling(document: string, name: string, content: string): string {
  return document.replace('</title>', `</title><meta name="${name}" content="${content}">`);
}

function addDocument(fastify: FastifyInstance, path: string, document: string, rules: DocumentRules = {}): void {
  const headers = pageHeaders(rules);
  const content = Buffer.from(document);
  fastify.get(path, { config }, (_request, reply) => {
    // every answer has one, which cannot name origins; `headers` say who may frame this one
    reply.removeHeader('x-frame-options');
    return reply.headers(headers).type('text/html; charset=utf-8').send(content);
  });
}
