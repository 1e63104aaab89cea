import { IntersectionType } from '@nestjs/swagger';
import { HttpEnv, KafkaEnv, MongoEnv } from '#service-kit';
import { SessionEnv, UserAuthEnv } from '#user-auth';

export class ActivityEnv extends IntersectionType(HttpEnv, UserAuthEnv, SessionEnv, KafkaEnv, MongoEnv) {}
