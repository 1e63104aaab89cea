/** By which way a question came. `in-process`: from code of the same process. */
export const DOORS = [
  'authorize',
  'verify',
  'batch',
  'rpc',
  'rpc-batch',
  'grpc',
  'grpc-batch',
  'grpc-stream',
  'check',
  'in-process',
] as const;
export type Door = (typeof DOORS)[number];
