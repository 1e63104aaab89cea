import { IntersectionType } from '@nestjs/swagger';
import { HttpEnv } from '#http';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { MongoEnv } from '#mongo';
import { SessionEnv, UserAuthEnv } from '#user-auth';

export class ActivityEnv extends IntersectionType(HttpEnv, UserAuthEnv, SessionEnv, KafkaEnv, MongoEnv) {}
