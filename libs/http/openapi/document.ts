/** A part of an OpenAPI 3.1 document (a JSON Schema of draft 2020-12 among them). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

/** Path → method → operation. */
export type Paths = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
export type Schemas = Readonly<Record<string, JsonObject>>;
