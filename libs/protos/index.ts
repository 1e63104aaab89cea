export { HeaderValueOption_HeaderAppendAction as HeaderAppendAction } from './gen/envoy/config/core/v3/base_pb.js';
export {
  Authorization,
  CheckRequestSchema,
  type CheckRequest,
  CheckResponseSchema,
} from './gen/envoy/service/auth/v3/external_auth_pb.js';
export { StatusCode } from './gen/envoy/type/v3/http_status_pb.js';
export { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from './gen/google/rpc/error_details_pb.js';
export { StatusSchema, type Status } from './gen/google/rpc/status_pb.js';
export {
  Health,
  HealthCheckRequestSchema,
  HealthCheckResponse_ServingStatus as ServingStatus,
  HealthCheckResponseSchema,
} from './gen/grpc/health/v1/health_pb.js';
export {
  ServerReflection,
  ServerReflectionRequestSchema,
  ServerReflectionResponseSchema,
} from './gen/grpc/reflection/v1/reflection_pb.js';
export { ServerReflection as ServerReflectionV1Alpha } from './gen/grpc/reflection/v1alpha/reflection_pb.js';
export {
  Verification,
  VerifyBatchRequestSchema,
  VerifyBatchResponseSchema,
  VerifyRequestSchema,
  type VerifyRequest,
  VerifyResponseSchema,
  type VerifyResponse,
  VerifyStreamRequestSchema,
  VerifyStreamResponseSchema,
} from './gen/keyward/v1/verification_pb.js';
