import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { GuardedProcess } from '../engines/guarded-process.js';
import { exchange } from '../kit/http.js';
import { freePort } from '../profiles/free-port.js';
import { RULE_FILES } from './rules.js';

const VECTOR = z.object({
  status: z.literal('success'),
  data: z.object({ result: z.array(z.unknown()) }),
});
const EXEMPLARS = z.object({
  status: z.literal('success'),
  data: z.array(z.object({ exemplars: z.array(z.object({ labels: z.object({ trace_id: z.string() }) })) })),
});
const MATRIX = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});
const RULES = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.looseObject({
            name: z.string(),
            health: z.string(),
            state: z.string().optional(),
            lastError: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
});

/** A Prometheus of its own, with the rules that are shipped, which looks every second. */
export class PrometheusServer implements AsyncDisposable {
  private constructor(
    private readonly address: string,
    private readonly folder: string,
    private readonly server: GuardedProcess,
  ) {}

  /** @param targets where Keyward's processes are, as `http://host:port`. */
  static async watching(targets: readonly string[]): Promise<PrometheusServer> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'keyward-prometheus-'));
    const config = join(folder, 'prometheus.json');
    const hosts = targets.map((target) => new URL(target).host);
    writeFileSync(
      config,
      JSON.stringify({
        global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
        rule_files: RULE_FILES,
        scrape_configs: [{ job_name: 'keyward', static_configs: [{ targets: hosts }] }],
      }),
    );
    const listen = `127.0.0.1:${String(port)}`;
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${listen}`,
      '--enable-feature=exemplar-storage',
    ];
    const command = { program: 'prometheus', args, cwd: folder, log: join(folder, 'prometheus.log') };
    return new PrometheusServer(`http://${listen}`, folder, await GuardedProcess.start(command, port));
  }

  /** How many series an expression has now. @throws when it is no expression. */
  async seriesOf(expr: string): Promise<number> {
    return (await this.ask('query', { query: expr }, VECTOR)).data.result.length;
  }

  /** What an expression gave at every second from `start` to `end`, seconds since 1970. @throws when it is no expression. */
  async range(expr: string, start: number, end: number) {
    const asked = { query: expr, start: String(start), end: String(end), step: '1' };
    return (await this.ask('query_range', asked, MATRIX)).data.result;
  }

  /** The traces that exemplars of the buckets in an expression have named in the last hour. */
  async tracesOf(expr: string): Promise<readonly string[]> {
    const now = Date.now() / 1000;
    const asked = { query: expr, start: String(now - 3600), end: String(now) };
    const { data } = await this.ask('query_exemplars', asked, EXEMPLARS);
    return data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id));
  }

  /** Each rule with what Prometheus found when it evaluated it. */
  async rules() {
    const { body } = await exchange(this.address, { path: '/api/v1/rules' });
    return RULES.parse(body).data.groups.flatMap(({ rules }) => rules);
  }

  private async ask<T>(what: string, asked: Readonly<Record<string, string>>, shape: z.ZodType<T>): Promise<T> {
    const path = `/api/v1/${what}?${String(new URLSearchParams(asked))}`;
    const { body, text } = await exchange(this.address, { path });
    const answer = shape.safeParse(body);
    if (!answer.success) throw new Error(`${path}: ${text}`);
    return answer.data;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
