import { IntersectionType } from '@nestjs/swagger';
import { HttpEnv, KafkaEnv, MongoEnv } from '#service-kit';
import { UserAuthEnv } from '#user-auth';

export class ActivityEnv extends IntersectionType(HttpEnv, UserAuthEnv, KafkaEnv, MongoEnv) {}
