import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { type Answer } from './http.js';
import { problem } from './shapes.js';

const header = z.looseObject({ required: z.boolean().optional(), schema: z.json().optional() });
const response = z.looseObject({
  content: z.record(z.string(), z.looseObject({})).optional(),
  headers: z.record(z.string(), header).optional(),
});
const operation = z.looseObject({
  responses: z.record(z.string(), z.union([response, z.looseObject({ $ref: z.string() })])),
  'x-every-method': z.boolean().optional(),
  'x-paths-below': z.boolean().optional(),
});
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;
const openApiDocument = z.looseObject({
  openapi: z.string().regex(/^3\.1\./),
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operation)),
  components: z
    .looseObject({
      responses: z.record(z.string(), response).optional(),
      headers: z.record(z.string(), header).optional(),
    })
    .optional(),
});
type OpenApiDocument = z.infer<typeof openApiDocument>;

interface DocumentedRoute {
  readonly template: string;
  readonly method: string;
}

/** A server's own OpenAPI document, as a judge of its answers. */
export class OpenApiContract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();

  private constructor(private readonly document: OpenApiDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ ...document, $id: 'openapi' }, 'openapi', undefined, false);
  }

  static parse(document: unknown): OpenApiContract {
    return new OpenApiContract(openApiDocument.parse(document));
  }

  /** Every documented `METHOD /path/{template}`. */
  get routes(): readonly string[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /**
   * @throws unless the answer is a documented one of its route: status, media type, body and headers. What no route
   * takes must be answered by a 4xx problem, or by a 503 before that is known.
   */
  check(method: string, path: string, answer: Answer): void {
    if (!METHODS.some((known) => known.toUpperCase() === method)) return; // OpenAPI has no word for PROPFIND
    const route = this.routeOf(method.toLowerCase(), path);
    if (route === undefined) {
      if (answer.status < 400 || (answer.status > 499 && answer.status !== 503))
        throw new Error(`${method} ${path} is not documented, but was answered ${String(answer.status)}`);
      problem.parse(answer.body);
      return;
    }
    this.checkDocumented(route, method === 'HEAD', answer);
  }

  /**
   * The most literal of the templates that `path` matches, a slash at its end or not. A HEAD is answered by the GET
   * where there is no other.
   */
  private routeOf(method: string, path: string): DocumentedRoute | undefined {
    const segments =
      path
        .split('?')[0]
        ?.replace(/(?<=.)\/$/, '')
        .split('/') ?? [];
    const routes = Object.entries(this.document.paths).flatMap(([template, operations]) => {
      const documented = METHODS.filter((each) => {
        const { [each]: operation } = operations;
        return (
          operation !== undefined &&
          (each === method || (method === 'head' && each === 'get') || operation['x-every-method'] === true) &&
          matches(template.split('/'), segments, operation['x-paths-below'] === true)
        );
      }).sort((a, b) => Number(b === method) - Number(a === method))[0];
      return documented === undefined ? [] : [{ template, method: documented }];
    });
    return routes.sort((a, b) => literals(b.template) - literals(a.template))[0];
  }

  private checkDocumented({ template, method }: DocumentedRoute, hasNoBody: boolean, answer: Answer): void {
    const where = `${method.toUpperCase()} ${template} → ${String(answer.status)}`;
    const responses = z.record(z.string(), operation).parse(this.document.paths[template])[method]?.responses ?? {};
    const documented = this.resolve(responses[String(answer.status)]);
    if (documented === undefined)
      throw new Error(
        `${where}: this status is not documented (${Object.keys(responses).join(', ')} are): ${answer.text.slice(0, 300)}`,
      );
    this.checkHeaders(where, documented.headers ?? {}, answer);
    const mediaType = answer.headers['content-type']?.split(';')[0] ?? '';
    if (documented.content === undefined || answer.text === '') {
      if (documented.content !== undefined && !hasNoBody) throw new Error(`${where}: a body is documented, none came`);
      if (documented.content === undefined && answer.text !== '')
        throw new Error(`${where}: no body is documented, but one came: ${answer.text.slice(0, 300)}`);
      return;
    }
    if (!Object.hasOwn(documented.content, mediaType)) throw new Error(`${where}: ${mediaType} is not documented`);
    if (answer.body === undefined || documented.content[mediaType]?.['schema'] === undefined) return;
    const base = this.pointerOf(template, method, answer.status, responses[String(answer.status)]);
    const validate = this.validatorFor(`openapi#${base}/content/${escapePointer(mediaType)}/schema`);
    if (!validate(answer.body))
      throw new Error(
        `${where}: the body is not as documented: ${this.ajv.errorsText(validate.errors)}: ${answer.text.slice(0, 500)}`,
      );
  }

  private checkHeaders(
    where: string,
    documented: Readonly<Record<string, z.infer<typeof header>>>,
    { headers }: Answer,
  ): void {
    for (const [name, described] of Object.entries(documented)) {
      const { $ref: reference } = described;
      const { required, schema } =
        (typeof reference === 'string' ? this.document.components?.headers?.[nameIn(reference)] : described) ?? {};
      const value = headers[name.toLowerCase()];
      if (value === undefined && required === true) throw new Error(`${where}: the header ${name} is missing`);
      if (value === undefined || !isObject(schema)) continue;
      const typed = schema['type'] === 'integer' ? Number(value) : value;
      if (!this.ajv.validate(schema, typed))
        throw new Error(`${where}: ${name}: ${String(value)} is not as documented`);
    }
  }

  private resolve(documented: z.infer<typeof response> | undefined): z.infer<typeof response> | undefined {
    const reference = documented?.['$ref'];
    if (typeof reference !== 'string') return documented;
    return this.document.components?.responses?.[nameIn(reference)];
  }

  private pointerOf(
    template: string,
    method: string,
    status: number,
    documented: z.infer<typeof response> | undefined,
  ): string {
    const reference = documented?.['$ref'];
    if (typeof reference === 'string') return reference.replace(/^#/, '');
    return `/paths/${escapePointer(template)}/${method}/responses/${String(status)}`;
  }

  private validatorFor(reference: string): ValidateFunction {
    const known = this.validators.get(reference) ?? this.ajv.compile({ $ref: reference });
    this.validators.set(reference, known);
    return known;
  }
}

/** `below`: further segments may follow. */
function matches(template: readonly string[], segments: readonly string[], below: boolean): boolean {
  return (
    (template.length === segments.length || (below && template.length < segments.length)) &&
    template.every((part, index) => part === segments[index] || (/^\{.+\}$/.test(part) && segments[index] !== ''))
  );
}

function nameIn(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function literals(template: string): number {
  return template.split('/').filter((part) => !part.startsWith('{')).length;
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
