import { afterEach, describe, expect, it } from '@jest/globals';
import { Counter, Gauge, Registry } from 'prom-client';
import { BoundedRegistry } from './bounded-registry.js';
import { addProcessMetrics } from './process-metrics.js';
import { SampledGauge, sampledGauge } from './sampled-gauge.js';

const never = () => new Promise<never>(() => undefined);
const failed: string[] = [];
const bounded = () =>
  new BoundedRegistry((metric) => {
    failed.push(metric);
  });
afterEach(() => {
  failed.length = 0;
});

describe.each([
  ['any registry', () => new Registry()],
  ['the registry of a process', bounded],
])('a gauge whose value is asked for elsewhere, in %s', (_name, create) => {
  it('shows what is answered now, and that it is new', async () => {
    const registry = create();
    let value = 1;
    sampledGauge(registry, { name: 'lag', help: 'h', sample: () => Promise.resolve(value) });
    expect(await registry.metrics()).toMatch(/^lag 1$/m);
    value = 2;
    const page = await registry.metrics();
    expect(page).toMatch(/^lag 2$/m);
    expect(Number(/^keyward_metrics_sample_age_seconds\{metric="lag"\} (.*)$/m.exec(page)?.[1])).toBeLessThan(1);
  });

  it('shows that there is no value yet while nobody answers, and all others are shown', async () => {
    const registry = create();
    new Counter({ name: 'other_total', help: 'h', registers: [registry] }).inc(3);
    sampledGauge(registry, { name: 'lag', help: 'h', sample: never });
    sampledGauge(registry, { name: 'refused', help: 'h', sample: () => Promise.reject(new Error('away')) });
    sampledGauge(registry, {
      name: 'thrown',
      help: 'h',
      sample: () => {
        throw new Error('busy');
      },
    });
    const page = await registry.metrics();
    expect(page).toMatch(/^other_total 3$/m);
    for (const name of ['lag', 'refused', 'thrown']) expect(page).toMatch(new RegExp(`^${name} Nan$`, 'm'));
  });

  it.each([
    ['hangs', never],
    ['fails', () => Promise.reject(new Error('away'))],
  ])(
    'keeps its last value while whoever is asked %s, with an age that grows, and is new again afterwards',
    async (_what, gone) => {
      const registry = create();
      let sample: () => Promise<number> = () => Promise.resolve(7);
      const release: (() => void)[] = [];
      sampledGauge(registry, {
        name: 'lag',
        help: 'h',
        sample: () =>
          Promise.race([
            sample(),
            new Promise<number>((resolve) =>
              release.push(() => {
                resolve(8);
              }),
            ),
          ]),
      });
      await registry.metrics();
      sample = gone;
      const age = async () => {
        const page = await registry.metrics();
        expect(page).toMatch(/^lag 7$/m);
        return Number(/^keyward_metrics_sample_age_seconds\{metric="lag"\} (.*)$/m.exec(page)?.[1]);
      };
      const first = await age();
      expect(await age()).toBeGreaterThan(first);
      for (const answer of release) answer();
      sample = () => Promise.resolve(8);
      expect(await registry.metrics()).toMatch(/^lag 8$/m);
    },
  );

  it('asks once, however many pages are asked for meanwhile', async () => {
    const registry = create();
    let asked = 0;
    sampledGauge(registry, {
      name: 'lag',
      help: 'h',
      sample: () => {
        asked += 1;
        return never();
      },
    });
    await Promise.all([registry.metrics(), registry.metrics(), registry.metrics()]);
    expect(asked).toBe(1);
  });

  it('has a value for each label whose owner answers, and shows none that is no longer of interest', async () => {
    const registry = create();
    const gauge = new SampledGauge(registry, { name: 'parked', help: 'h', labelNames: ['group'] });
    gauge.show({ group: 'well' }, () => Promise.resolve(0));
    const forget = gauge.show({ group: 'hung' }, never);
    expect(await registry.metrics()).toMatch(/^parked\{group="well"\} 0\nparked\{group="hung"\} Nan$/m);
    forget();
    const page = await registry.metrics();
    expect(page).not.toContain('hung');
    expect(Number(/^keyward_metrics_sample_age_seconds\{metric="parked"\} (.*)$/m.exec(page)?.[1])).toBeLessThan(0.4);
  });
});

describe('the page of a process', () => {
  it('comes although a metric of any kind hangs or throws, shows that one as it was last, and reports which threw', async () => {
    const registry = bounded();
    let does: 'answers' | 'hangs' | 'throws' = 'answers';
    new Gauge({
      name: 'odd',
      help: 'h',
      registers: [registry],
      collect() {
        if (does === 'throws') throw new Error('broken');
        this.set(4);
        return does === 'hangs' ? never() : undefined;
      },
    });
    new Gauge({ name: 'even', help: 'h', registers: [registry] }).set(2);
    for (does of ['answers', 'throws', 'hangs'] as const)
      expect(await registry.metrics()).toMatch(/^odd 4[^]*^even 2$/m);
    expect(failed).toEqual(['odd']);
  });

  it('names the build, and no gauge as if it were a counter', async () => {
    const registry = bounded();
    addProcessMetrics(registry);
    const page = await registry.metrics();
    expect(page).toMatch(/^keyward_build_info\{version="\d+\.\d+\.\d+.*"\} 1$/m);
    expect([...page.matchAll(/^# TYPE (\S+_total) (?!counter)/gm)].map(([, name]) => name)).toEqual([]);
  });
});
