import { Matches } from 'class-validator';
import { Variable } from '#env';

/** The service's own database, with the service's own credentials. */
export class MongoEnv {
  @Variable({ example: 'mongodb://user:password@mongo:27017/keyward-verification', secret: true })
  @Matches(/^mongodb(\+srv)?:\/\/.+\/[^/?]+/, {
    message: 'must be mongodb://…/database, with the name of the service’s own database',
  })
  readonly MONGO_URL: string;
}
