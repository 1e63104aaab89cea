import { type DescMethod, type DescService } from '@bufbuild/protobuf';
import { type GrpcObject, makeGenericClientConstructor, type MethodDefinition } from '@grpc/grpc-js';
import { Authorization, Health, ServerReflection, ServerReflectionV1Alpha, Verification } from '#protos';

/** What the gRPC port serves. */
export const GRPC_SERVICES: readonly DescService[] = [
  Verification,
  Authorization,
  Health,
  ServerReflection,
  ServerReflectionV1Alpha,
];

/** The packages that they are of. */
export const GRPC_PACKAGES: readonly string[] = GRPC_SERVICES.map(packageOf);

/** Messages are handed on as bytes: who asks is looked at before what is asked, and nothing is read twice. */
export const asItIs = (bytes: Buffer): Buffer => bytes;

/** The services as Nest wants them: by package and name. */
export function grpcObject(): GrpcObject {
  const root: GrpcObject = {};
  for (const service of GRPC_SERVICES) {
    const parent = packageOf(service)
      .split('.')
      .reduce((at, name) => (at[name] ??= {}) as GrpcObject, root);
    parent[service.name] = makeGenericClientConstructor(definitionOf(service), service.name);
  }
  return root;
}

function definitionOf(service: DescService): Record<string, MethodDefinition<Buffer, Buffer>> {
  return Object.fromEntries(service.methods.map((method) => [method.name, definitionOfMethod(method)]));
}

function definitionOfMethod(method: DescMethod): MethodDefinition<Buffer, Buffer> {
  const { methodKind } = method;
  return {
    path: pathOf(method),
    requestStream: methodKind === 'client_streaming' || methodKind === 'bidi_streaming',
    responseStream: methodKind === 'server_streaming' || methodKind === 'bidi_streaming',
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  };
}

/** `/package.Service/Method` */
export function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}

function packageOf(service: DescService): string {
  return service.file.proto.package;
}
