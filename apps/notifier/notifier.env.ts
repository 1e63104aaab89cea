import { IntersectionType } from '@nestjs/swagger';
import { RemindersEnv } from '#reminders';
import { GraceEnv, HttpEnv, KafkaEnv, MongoEnv, Variable } from '#service-kit';
import { IsNotEmpty, IsString } from 'class-validator';

export class NotifierEnv extends IntersectionType(HttpEnv, GraceEnv, RemindersEnv, KafkaEnv, MongoEnv) {
  /** Where mails are written when no SMTP server is configured. */
  @Variable({ example: './data' })
  @IsString()
  @IsNotEmpty()
  readonly DATA_DIR: string = './data';
}
