import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { type Answer } from './http.js';
import { problem } from './shapes.js';

const response = z.looseObject({ content: z.record(z.string(), z.looseObject({})).optional() });
const operation = z.looseObject({
  responses: z.record(z.string(), z.union([response, z.looseObject({ $ref: z.string() })])),
});
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;
const openApiDocument = z.looseObject({
  openapi: z.string().regex(/^3\.1\./),
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operation)),
  components: z.looseObject({ responses: z.record(z.string(), response).optional() }).optional(),
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
   * @throws unless the answer is a documented one of its route: status, media type and body. What no route takes must
   * be answered by a 4xx problem.
   */
  check(method: string, path: string, answer: Answer): void {
    if (!METHODS.some((known) => known.toUpperCase() === method)) return; // OpenAPI has no word for PROPFIND
    const route = this.routeOf(method.toLowerCase(), path);
    if (route === undefined) {
      if (answer.status < 400 || answer.status > 499)
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
    const routes = Object.entries(this.document.paths)
      .filter(([template]) => matches(template.split('/'), segments))
      .flatMap(([template, operations]) => {
        const documented = [method, ...(method === 'head' ? ['get'] : [])].find((each) =>
          Object.hasOwn(operations, each),
        );
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

  private resolve(documented: z.infer<typeof response> | undefined): z.infer<typeof response> | undefined {
    const reference = documented?.['$ref'];
    if (typeof reference !== 'string') return documented;
    return this.document.components?.responses?.[reference.split('/').at(-1) ?? ''];
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

/** A template's last segment `{path}` or `*` may stand for several. */
function matches(template: readonly string[], segments: readonly string[]): boolean {
  const last = template.at(-1);
  if (last === '{path}' || last === '*') {
    return segments.length >= template.length && matches(template.slice(0, -1), segments.slice(0, template.length - 1));
  }
  return (
    template.length === segments.length &&
    template.every((part, index) => part === segments[index] || (/^\{.+\}$/.test(part) && segments[index] !== ''))
  );
}

function literals(template: string): number {
  return template.split('/').filter((part) => !part.startsWith('{')).length;
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
