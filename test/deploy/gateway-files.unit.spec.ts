import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from './deployed-process.js';

const FOLDER = join(ROOT, 'deploy/gateways');
const IDENTITY = ['X-Key-Id', 'X-Key-Owner', 'X-Key-Org', 'X-Key-Role', 'X-Key-Scope', 'X-Key-Mode'];
const MISLEADING = ['X-Original-URL', 'X-Rewrite-URL', 'X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];
const read = (path: string) => readFileSync(join(FOLDER, path), 'utf8');

describe('what is shipped for gateways', () => {
  it('is named in docs/verifying-keys.md, every file of it', () => {
    const page = readFileSync(join(ROOT, 'docs/verifying-keys.md'), 'utf8');
    const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length).replace(/^\/?/, '../'));
    expect(files.filter((file) => !page.includes(`(${file})`))).toEqual([]);
  });

  // neither runs here: what can be checked without them
  it('for Traefik asks with the key alone, shows the gateway’s token, and passes no secret on', () => {
    const strings = z.record(z.string(), z.string());
    const headers = z.strictObject({ headers: z.strictObject({ customRequestHeaders: strings }) });
    const router = z.strictObject({
      rule: z.string(),
      entryPoints: z.tuple([z.literal('web')]),
      middlewares: z.array(z.string()),
      service: z.literal('protected'),
    });
    const { http } = z
      .strictObject({
        http: z.strictObject({
          routers: z.strictObject({ api: router, 'api-key-as-bearer': router }),
          middlewares: z.strictObject({
            cors: z.strictObject({
              headers: z.strictObject({
                accessControlAllowOriginList: z.array(z.string()),
                accessControlAllowMethods: z.array(z.string()),
                accessControlAllowHeaders: z.array(z.string()),
                addVaryHeader: z.literal(true),
              }),
            }),
            'gateway-token': headers,
            keyward: z.strictObject({
              forwardAuth: z.strictObject({
                address: z.url(),
                trustForwardHeader: z.literal(false),
                authRequestHeaders: z.array(z.string()),
                authResponseHeaders: z.array(z.string()),
              }),
            }),
            'without-secrets': headers,
            'without-authorization': headers,
          }),
          services: z.strictObject({
            protected: z.strictObject({
              loadBalancer: z.strictObject({ servers: z.tuple([z.strictObject({ url: z.url() })]) }),
            }),
          }),
        }),
      })
      .parse(parse(read('traefik/dynamic.yml')));
    const { routers, middlewares } = http;
    expect(routers.api.middlewares).toEqual(['cors', 'gateway-token', 'keyward', 'without-secrets']);
    expect(routers['api-key-as-bearer'].middlewares).toEqual([...routers.api.middlewares, 'without-authorization']);
    expect(middlewares.keyward.forwardAuth.authRequestHeaders).toEqual([
      'X-API-Key',
      'Authorization',
      'X-Request-Id',
      'X-Gateway-Token',
    ]);
    expect(middlewares.keyward.forwardAuth.authResponseHeaders).toEqual(IDENTITY);
    expect(middlewares['without-secrets'].headers.customRequestHeaders).toMatchObject(
      Object.fromEntries(['X-API-Key', 'X-Gateway-Token', ...MISLEADING].map((name) => [name, ''])),
    );
    expect(middlewares['without-authorization'].headers.customRequestHeaders).toEqual({ Authorization: '' });
  });

  it('for ingress-nginx hands all six headers on and keeps the key from every upstream', () => {
    const documents = parseAllDocuments(read('ingress-nginx/ingress.yaml')).map((document) =>
      z
        .looseObject({
          kind: z.string(),
          metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
          data: z.record(z.string(), z.string()).optional(),
        })
        .parse(document.toJS()),
    );
    const [ingress, token, secrets] = documents;
    expect(ingress?.metadata.annotations?.['nginx.ingress.kubernetes.io/auth-response-headers']?.split(',')).toEqual(
      IDENTITY,
    );
    expect(ingress?.metadata.annotations?.['nginx.ingress.kubernetes.io/auth-proxy-set-headers']).toBe(
      `default/${token?.metadata.name ?? ''}`,
    );
    expect(Object.keys(token?.data ?? {})).toEqual(['X-Gateway-Token', 'Cookie']);
    expect([secrets?.metadata.name, secrets?.data]).toEqual([
      'kept-from-upstreams',
      Object.fromEntries(['X-API-Key', ...MISLEADING].map((name) => [name, ''])),
    ]);
  });
});
