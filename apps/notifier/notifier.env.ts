import { IntersectionType } from '@nestjs/swagger';
import { RemindersEnv } from '#reminders';
import { GraceEnv, Variable } from '#env';
import { HttpEnv } from '#http';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { MongoEnv } from '#mongo';
import { IsNotEmpty, IsString } from 'class-validator';

export class NotifierEnv extends IntersectionType(HttpEnv, GraceEnv, RemindersEnv, KafkaEnv, MongoEnv) {
  /** Where mails are written when no SMTP server is configured. */
  @Variable({ example: './data' })
  @IsString()
  @IsNotEmpty()
  readonly DATA_DIR: string = './data';
}
