import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Problem } from '#contracts';
import { METRICS, type MetricsRegistry } from '#service-kit';
import { type KeyringCommand } from '../domain/commands.js';

@Injectable()
export class CommandMetrics {
  private readonly commands: Counter<'command' | 'outcome'>;

  constructor(@Inject(METRICS) registry: MetricsRegistry) {
    this.commands = new Counter({
      name: 'keyward_commands_total',
      help: 'Commands by what came of them: done, nothing (a repeat), replayed (a retry), the code of a refusal, or failed.',
      labelNames: ['command', 'outcome'],
      registers: [registry],
    });
  }

  async counted<T extends { readonly how: string }>(command: KeyringCommand['type'], work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.commands.inc({ command, outcome: result.how });
      return result;
    } catch (error) {
      this.commands.inc({ command, outcome: error instanceof Problem ? error.code : 'failed' });
      throw error;
    }
  }
}
