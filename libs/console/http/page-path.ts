/** Where people find the page; apps/console/vite.config.ts is built for the same path. */
export const PAGE_PATH = '/settings/security/api-keys';

/** The views of the page that have an address, as routes below PAGE_PATH. */
export const PAGE_VIEWS = ['', '/key/:keyId', '/members', '/members/:userId', '/sign-in'] as const;

/** The same page for a frame in a host product's page. */
export const EMBED_PATH = `${PAGE_PATH}/embed`;

/** Its views, as routes below EMBED_PATH: nobody signs in there. */
export const EMBED_VIEWS = PAGE_VIEWS.filter((view) => view !== '/sign-in');

/** The API reference, which `/docs` leads to. */
export const DOCS_PATH = `${PAGE_PATH}/docs`;
