import { type CommandBus } from '@nestjs/cqrs';
import { type VerifyAnswer, type VerifyRequest } from '#contracts';
import { type ApiUser, type KeyVerifier, type UserTokenAuthenticator, VerdictUnavailable } from '#client';
import { GetMeQuery, RecordVisitCommand } from '#keyring';
import { type Queries } from '#use-cases';
import { type AuthRateLimit, type UserCaller, type UserTokens } from '#user-auth';
import { answerOf, type Verifier } from '#verification';

/** The sample API asks the verification feature of its own process. */
export class LocalKeyVerifier implements KeyVerifier {
  constructor(private readonly verifier: Verifier) {}

  async verify({ key, ...question }: VerifyRequest): Promise<VerifyAnswer> {
    const verdict = await this.verifier.verify(key, question);
    if (verdict.outcome === 'unavailable') throw new VerdictUnavailable('this replica may not answer now');
    return answerOf(verdict);
  }
}

/**
 * People who are signed in have the role that counts now, as `GET /v1/me` shows it; and this is a visit like any other
 * call.
 */
export class SignedInUsers implements UserTokenAuthenticator {
  constructor(
    private readonly tokens: UserTokens,
    private readonly failures: AuthRateLimit,
    private readonly commands: CommandBus,
    private readonly queries: Pick<Queries, 'execute'>,
  ) {}

  async authenticate(token: string, address?: string): Promise<ApiUser> {
    const caller = await this.verified(token, address);
    await this.commands.execute(new RecordVisitCommand(caller));
    const { ownerId, orgId, role } = await this.queries.execute(new GetMeQuery(caller));
    return { ownerId, orgId, role };
  }

  private async verified(token: string, address: string | undefined): Promise<UserCaller> {
    try {
      return await this.tokens.verify(`Bearer ${token}`);
    } catch (error) {
      throw this.failures.answerTo(error, address);
    }
  }
}
