import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { UPGRADE_ORDER } from '../upgrade/order.js';
import { commandsWith, Following } from './following.js';
import { kubernetesTools, notesOf, ofKind, podsOf, rendered, resourcesIn } from './helm-chart.js';

/** Keeps what was set before, as `--reset-then-reuse-values` does, and renders into `step-N`. */
const HELM = `
previous=
for argument; do [[ $previous != --set ]] || printf '%s\\n' --set "$argument" >> set; previous=$argument; done
mapfile -t set < set
exec "$TRUE_HELM" template keyward deploy/helm/keyward --values my-values.yaml "\${set[@]}" > "step-$(grep -c . calls)"`;
const UPGRADE = commandsWith('--reset-then-reuse-values');
const BACK = commandsWith('services.keyCommand.tag=$FROM');

/** The services that each step gives another version, and which; before it all have `from`. */
function steps(commands: string, { from, imageTag, digest = '' }: { from: string; imageTag: string; digest?: string }) {
  const guide = new Following({ helm: HELM }, { TRUE_HELM: kubernetesTools().helm });
  guide.run(`printf '%s\\n' --set image.tag=${imageTag} --set image.digest=${digest} > set\n${commands}`);
  const versions = guide.calls.map((_, step) => versionsIn(guide.read(`step-${String(step + 1)}`)));
  return versions.map((now, step) =>
    [...now].filter(([service, version]) => version !== (versions[step - 1]?.get(service) ?? from)),
  );
}

function versionsIn(text: string): ReadonlyMap<string, string> {
  const services = podsOf(ofKind(resourcesIn(text), 'Deployment'));
  return new Map(
    services.map(({ component, spec }) => [component, spec.containers[0].image.replace(/^.*:/, '')] as const),
  );
}

describe('the commands of an upgrade in docs/deployment.md', () => {
  it.each(['1.0.0', ''])(
    'replace activity, then verification and notifier, then key-command, from the tag "%s"',
    (imageTag) => {
      expect(steps(UPGRADE, { from: '1.0.0', imageTag })).toEqual([
        [['activity', '1.1.0']],
        [
          ['notifier', '1.1.0'],
          ['verification', '1.1.0'],
        ],
        [['key-command', '1.1.0']],
      ]);
    },
  );
  it('do the same where a digest stands for all services, and so does the way back', () => {
    const digestOf = (digit: string) => `sha256:${digit.repeat(64)}`;
    const pin = `upgrade --set image.digest=${digestOf('1')}\n`;
    const done = steps(UPGRADE + pin + BACK, { from: '1.0.0', imageTag: '1.0.0', digest: digestOf('0') });
    expect(done.map((step) => step.map(([service]) => service).join(' '))).toEqual([
      'activity',
      'notifier verification',
      'key-command',
      'activity key-command notifier verification', // the digest
      'activity key-command notifier verification', // key-command, and the tag in place of the digest
      'notifier verification',
      'activity',
    ]);
    expect(done[4]).toEqual([
      ['activity', '1.1.0'],
      ['key-command', '1.0.0'],
      ['notifier', '1.1.0'],
      ['verification', '1.1.0'],
    ]);
  });
  it('replace services in the order in which that is tried', () => {
    const tried = UPGRADE_ORDER.filter((service) => service !== 'bi-api');
    const done = steps(UPGRADE, { from: '1.0.0', imageTag: '1.0.0' });
    expect(done.flatMap((step) => tried.filter((service) => step.some(([name]) => name === service)))).toEqual(tried);
  });
  it('go back in the reverse order, also where not all is upgraded yet', () => {
    const last = UPGRADE.trim().split('\n').at(-1) ?? '';
    for (const [upgrade, back] of [
      [UPGRADE, ['key-command', 'notifier verification', 'activity']],
      [UPGRADE.replace(last, ''), ['', 'notifier verification', 'activity']],
    ] as const) {
      const done = steps(upgrade + BACK, { from: '1.0.0', imageTag: '1.0.0' });
      expect(done.slice(-3).map((step) => step.map(([service]) => service).join(' '))).toEqual(back);
      expect(
        done
          .slice(-3)
          .flat()
          .filter(([, version]) => version !== '1.0.0'),
      ).toEqual([]);
    }
  });
  it('are pointed at by what Helm says after an installation', () => {
    expect(notesOf()).toMatch(
      /helm rollback.*all services at once[^]*activity, then verification and notifier, then key-command/,
    );
  });
  it('leave a pod that builds its read model as long as Kubernetes does', () => {
    const [, minutes = ''] = /--wait --timeout (\d+)m /.exec(UPGRADE) ?? [];
    const deadlines = ofKind(rendered(), 'Deployment').map(
      ({ spec }) => z.object({ progressDeadlineSeconds: z.number() }).parse(spec).progressDeadlineSeconds,
    );
    expect(deadlines).toEqual([1, 1, 1, 1].map(() => Number(minutes) * 60));
  });
});
