import { type AlertCase, type Situation } from './alert-case.js';
import { aServiceIsGone, ofKeyward, ofSampleApi } from './service-gone.js';

const verdicts = (valid: string, unavailable: string) => ({
  'keyward_verdicts_total{door="authorize", code="valid"}': valid,
  'keyward_verdicts_total{door="authorize", code="verdict-unavailable"}': unavailable,
});
/** @param le Prometheus 3 writes whole numbers otherwise. */
const revocations = ({ within, confirmed, late = '0x200', le = '1' }: Readonly<Record<string, string>>) => ({
  [`keyward_confirmation_wait_seconds_bucket{kind="revocation", le="${le}"}`]: within ?? '',
  'keyward_confirmation_wait_seconds_count{kind="revocation"}': confirmed ?? '',
  'keyward_unconfirmed_answers_total{kind="revocation"}': late,
});
/** A series of each of two processes; by default they show the same. */
const ofTwo = (metric: string, labels: string, values: string, others = values) => ({
  [`${metric}{${labels}, pod="a"}`]: values,
  [`${metric}{${labels}, pod="b"}`]: others,
});
const ages = (metric: string, ...values: [string, string?]) =>
  ofTwo('keyward_metrics_sample_age_seconds', `metric="${metric}"`, ...values);
const stalled = (topic: string, group: string, ...values: [string, string?]) =>
  ofTwo('keyward_consumer_stalled_seconds', `topic="${topic}", group="${group}"`, ...values);
const WAITED = 'keyward_waiting_commands_age_seconds';
const unpublished = (commits: string, ageOfOldest: string, at = '10m'): Situation => ({
  at,
  series: { keyward_unpublished_commits: commits, keyward_unpublished_commits_age_seconds: ageOfOldest },
});
/** One series, looked at after ten minutes. */
const one = (series: string, values: string, at = '10m'): Situation => ({ at, series: { [series]: values } });

export const ALERT_CASES: Readonly<Record<string, AlertCase>> = {
  KeywardVerdictsUnavailable: {
    fires: {
      'two of a hundred get none for an hour': { at: '90m', series: verdicts('0+98x90', '0+2x90') },
      'none gets any': { at: '90m', series: { 'keyward_verdicts_total{code="verdict-unavailable"}': '0+9x90' } },
      'one of a hundred gets none for six hours': { at: '7h', every: '5m', series: verdicts('0+99x90', '0+1x90') },
    },
    rests: {
      'one of two hundred gets none': { at: '90m', series: verdicts('0+199x90', '0+1x90') },
      'it is over': { at: '90m', series: verdicts('0+98x90', '0+2x50 100x40') },
      'all get one': { at: '90m', series: { 'keyward_verdicts_total{code="valid"}': '0+9x90' } },
      'nobody asks': { at: '90m', series: verdicts('9x90', '9x90') },
    },
  },
  KeywardVerdictsUnavailableSlowly: {
    fires: {
      'four of a thousand get none for a day': { at: '26h', every: '10m', series: verdicts('0+996x160', '0+4x160') },
      'two of a thousand get none for days': { at: '74h', every: '30m', series: verdicts('0+998x150', '0+2x150') },
    },
    rests: {
      'eight of ten thousand get none': { at: '26h', every: '10m', series: verdicts('0+9992x160', '0+8x160') },
    },
  },
  KeywardRevocationsLate: {
    fires: {
      'three of ten take longer than a second': {
        at: '90m',
        series: revocations({ within: '0+7x90', confirmed: '0+10x90' }),
      },
      'three of ten do, as Prometheus 3 has them': {
        at: '90m',
        series: revocations({ within: '0+7x90', confirmed: '0+10x90', le: '1.0' }),
      },
      'two of ten are answered 202': {
        at: '90m',
        series: revocations({ within: '0+8x90', confirmed: '0+8x90', late: '0+2x90' }),
      },
      'three were late, and no other was asked for': {
        at: '85m',
        series: revocations({ within: '0x90', confirmed: '0x79 1 2 2x10', late: '0x80 1x10' }),
      },
    },
    rests: {
      'all are confirmed within a second': {
        at: '90m',
        series: revocations({ within: '0+10x90', confirmed: '0+10x90' }),
      },
      'it is over': { at: '90m', series: revocations({ within: '0+7x50 357+10x40', confirmed: '0+10x90' }) },
      'one of five was late': {
        at: '85m',
        series: revocations({ within: '0x60 4x30', confirmed: '0x60 4x20 5x10' }),
      },
      'two of five were, one of them answered 202': {
        at: '85m',
        series: revocations({ within: '0x60 3x30', confirmed: '0x60 3x20 4x10', late: '0x81 1x10' }),
      },
    },
  },
  KeywardRevocationsLateSlowly: {
    fires: {
      'five of a hundred take longer for a day': {
        at: '26h',
        every: '10m',
        series: revocations({ within: '0+95x160', confirmed: '0+100x160' }),
      },
    },
    rests: {
      'one of two hundred takes longer': {
        at: '26h',
        every: '10m',
        series: revocations({ within: '0+199x160', confirmed: '0+200x160' }),
      },
    },
  },
  KeywardNotScraped: {
    fires: {
      'a process does not answer': one('up{job="keyward"}', '0x10'),
      'a pod of the chart does not answer': {
        at: '10m',
        pod: 'a',
        series: { 'up{job="keyward-verification", service="keys-verification", pod="a"}': '0x10' },
      },
      'a pod that is watched by the name of its Service does not answer': {
        at: '10m',
        pod: 'a',
        series: { 'up{job="verification", service="keyward-verification", pod="a"}': '0x10' },
      },
    },
    rests: {
      'it answers': one('up{job="keyward"}', '1x10'),
      'something else does not': one('up{job="mongo"}', '0x10'),
    },
  },
  KeywardGone: {
    fires: {
      'there is no process': { at: '10m', series: {} },
      'all go': { at: '10m', series: ofKeyward('pod="a"', '1x3 stale') },
      'the sample API alone goes on': {
        at: '10m',
        series: { ...ofKeyward('namespace="one"', '1x3 stale'), ...ofSampleApi('namespace="one"') },
      },
      'all of a namespace go': {
        at: '10m',
        series: { ...ofKeyward('namespace="one"', '1x3 stale'), ...ofKeyward('namespace="two"') },
      },
      'a namespace has been gone for hours': {
        at: '23h',
        every: '10m',
        series: { ...ofKeyward('namespace="one"', '1x3 stale'), ...ofKeyward('namespace="two"', '1x150') },
      },
    },
    rests: {
      'there is one': { at: '10m', series: ofKeyward('pod="a"') },
      'the sample API goes, which was alone in a namespace': {
        at: '10m',
        series: { ...ofSampleApi('namespace="one"', '1x3 stale'), ...ofKeyward('namespace="two"') },
      },
      'a namespace was given up a day ago': {
        at: '25h',
        every: '10m',
        series: { ...ofKeyward('namespace="one"', '1x3 stale'), ...ofKeyward('namespace="two"', '1x150') },
      },
    },
  },
  KeywardVerificationGone: aServiceIsGone('keyward_replica_serving', 'keyward_registry_replicas'),
  KeywardKeyCommandGone: aServiceIsGone('keyward_registry_replicas', 'keyward_replica_serving'),
  KeywardActivityGone: aServiceIsGone('keyward_activity_lag_seconds', 'keyward_replica_serving'),
  KeywardNotifierGone: aServiceIsGone('keyward_reminders_due', 'keyward_replica_serving'),
  KeywardNoReplicaServing: {
    fires: {
      'none may answer': {
        at: '10m',
        series: { 'keyward_replica_serving{instance="a"}': '0x10', 'keyward_replica_serving{instance="b"}': '0x10' },
      },
      'the one of a namespace may not, and that of another may': {
        at: '10m',
        series: {
          'keyward_replica_serving{namespace="one"}': '0x10',
          'keyward_replica_serving{namespace="two"}': '1x10',
        },
      },
    },
    rests: {
      'one may': {
        at: '10m',
        series: { 'keyward_replica_serving{instance="a"}': '0x10', 'keyward_replica_serving{instance="b"}': '1x10' },
      },
    },
  },
  KeywardReplicaNotServing: {
    fires: {
      'one of two may not answer': {
        at: '10m',
        pod: 'a',
        series: { 'keyward_replica_serving{pod="a"}': '0x10', 'keyward_replica_serving{pod="b"}': '1x10' },
      },
    },
    rests: { 'it may again after a minute': one('keyward_replica_serving{instance="a"}', '0 1x10', '2m') },
  },
  KeywardLeasesLost: {
    fires: {
      'a replica lost its lease': {
        at: '10m',
        pod: 'a',
        series: ofTwo('keyward_replica_lost_leases_total', 'reason="expired"', '0x5 1x5', '0x10'),
      },
    },
    rests: {
      'that was half an hour ago': one('keyward_replica_lost_leases_total{reason="expired"}', '0x5 1x40', '35m'),
    },
  },
  KeywardConfirmedByNobody: {
    fires: { 'a change was confirmed by no replica': one('keyward_confirmed_by_no_replica_total', '0x7 1x5') },
    rests: { 'none was lately': one('keyward_confirmed_by_no_replica_total', '3x10') },
  },
  KeywardRevocationsUnconfirmed: {
    fires: { 'one was answered 202': one('keyward_unconfirmed_answers_total{kind="revocation"}', '0x5 1x5') },
    rests: {
      'another change was not confirmed in time': one('keyward_unconfirmed_answers_total{kind="other"}', '0x5 1x5'),
      'none was lately': one('keyward_unconfirmed_answers_total{kind="revocation"}', '1x10'),
    },
  },
  KeywardChangesWait: {
    fires: {
      'a replica that renews and does not apply holds a change up': one(WAITED, '0x7 30 0x2'),
      'changes wait until they are given up, one after the other': one(WAITED, '34x10'),
    },
    rests: {
      'changes come all the time and are confirmed': {
        at: '10m',
        series: { keyward_awaited_replicas: '1x10', keyward_waiting_commands: '3x10', [WAITED]: '0.05x10' },
      },
      'a dead replica was waited for': one(WAITED, '0x7 18.75 0x2'),
      'it was ten minutes ago': one(WAITED, '30 0x10'),
    },
  },
  KeywardUnpublishedCommits: {
    fires: {
      'nothing is published': unpublished('0+3000x10', '0+60x10'),
      'one stream of many is not': unpublished('5 2 9 1 3 2 7 1 4 2 3', '0x6 30+60x3'),
      'one stream is not while changes come in bulk': unpublished('400 1 300 2 400 1 300 2 400 300 1', '0x6 30+60x3'),
      'an imported history is not': unpublished('2000000x10', '8640000+60x10'),
      'publishing of an imported history comes to a halt': unpublished('2000000-156000x4 1376000x5', '8640000+60x10'),
    },
    rests: {
      'changes come all the time and are published': unpublished('5 2 9 1 3 2 7 1 4 2 3', '0.05x10'),
      'publishing of an imported history begins': unpublished('2000000-156000x10', '8640000+60x10', '1m'),
      'it goes on, and the oldest is not published yet': unpublished('2000000-156000x10', '8640000+60x10'),
      'it is over': unpublished('600000-150000x4 0x5', '8640000-1440000x4 0x5', '6m'),
      'changes are published within a minute and a half': unpublished('0 900 2000 0x8', '0 30 90 0x8', '3m'),
    },
  },
  KeywardValuesOutOfDate: {
    fires: {
      'a value grows old': one('keyward_metrics_sample_age_seconds{metric="keyward_parked_owners"}', '0+60x10'),
      'one process of two has old values': {
        at: '10m',
        pod: 'a',
        series: ages('keyward_reminders_due', '0+60x10', '0x10'),
      },
    },
    rests: {
      'it is asked for with each page': one(
        'keyward_metrics_sample_age_seconds{metric="keyward_parked_owners"}',
        '0x10',
      ),
    },
  },
  KeywardAllValuesOutOfDate: {
    fires: {
      'no replica knows how far it is': { at: '10m', series: ages('keyward_projection_lag_records', '0+60x10') },
      'no key-command knows what is unpublished': { at: '10m', series: ages('keyward_unpublished_commits', '0+60x10') },
    },
    rests: {
      'one of two knows': { at: '10m', series: ages('keyward_projection_lag_records', '0+60x10', '0x10') },
      'it is reminders or activity': {
        at: '10m',
        series: { ...ages('keyward_reminders_due', '0+60x10'), ...ages('keyward_activity_lag_records', '0+60x10') },
      },
    },
  },
  KeywardOwnersParked: {
    fires: {
      'verification gives an owner no verdicts': one('keyward_parked_owners', '1x10'),
      'a group skips an owner': one('keyward_parked_keys{group="notifier"}', '2x10'),
    },
    rests: {
      'nobody is parked': {
        at: '10m',
        series: { keyward_parked_owners: '0x10', 'keyward_parked_keys{group="notifier"}': '0x10' },
      },
    },
  },
  KeywardDeadLetters: {
    fires: {
      'a group refuses its first record': one('keyward_dead_letters_total{topic="key-events", group="a"}', '_x5 1x5'),
      'a group refuses another record': one(
        'keyward_dead_letters_total{topic="key-events", group="a"}',
        '1x80 2x10',
        '85m',
      ),
    },
    rests: {
      'that was two hours ago': one('keyward_dead_letters_total{topic="key-events", group="a"}', '1x120', '120m'),
    },
  },
  KeywardReplicaBehind: {
    fires: {
      'a replica has not applied thousands': {
        at: '10m',
        pod: 'a',
        series: {
          'keyward_projection_lag_records{pod="a"}': '5000x10',
          'keyward_projection_lag_records{pod="b"}': '0x10',
        },
      },
    },
    rests: { 'it has not applied hundreds': one('keyward_projection_lag_records', '500x10') },
  },
  KeywardConsumerStalled: {
    fires: {
      'a group handles nothing': { at: '10m', series: stalled('key-usage', 'activity-usage', '0+60x10') },
      'one process of two does': { at: '10m', pod: 'a', series: stalled('key-events', 'broadcast', '0+60x10', '0x10') },
    },
    rests: {
      'it goes on after a minute': { at: '1m', series: stalled('key-usage', 'activity-usage', '0 60 0x8') },
    },
  },
  KeywardAllConsumersStalled: {
    fires: {
      'no replica applies key events': { at: '10m', series: stalled('key-events', 'broadcast', '0+60x10') },
    },
    rests: {
      'one of two does': { at: '10m', series: stalled('key-events', 'broadcast', '0+60x10', '0x10') },
      'it is activity or notifier': {
        at: '10m',
        series: {
          ...stalled('key-usage', 'activity-usage', '0+60x10'),
          ...stalled('key-events', 'notifier-reminders', '0+60x10'),
        },
      },
    },
  },
  KeywardActivityLate: {
    fires: { 'uses are shown late': one('keyward_activity_lag_seconds', '900x20', '20m') },
    rests: { 'they are shown within minutes': one('keyward_activity_lag_seconds', '300x20', '20m') },
  },
  KeywardRemindersLate: {
    fires: { 'a reminder waits for hours': one('keyward_reminders_due_age_seconds', '7200x20', '20m') },
    rests: { 'one has just become due': one('keyward_reminders_due_age_seconds', '60x20', '20m') },
  },
  KeywardRemindersGivenUp: {
    fires: { 'one was given up': one('keyward_reminder_mails_total{outcome="dead-lettered"}', '0x5 1x5') },
    rests: { 'one failed and is tried again': one('keyward_reminder_mails_total{outcome="failed"}', '0x5 1x5') },
  },
  KeywardCertificateEndsSoon: {
    fires: {
      'it ends in ten days': one(
        'keyward_certificate_expires_timestamp_seconds{variable="TLS_CERT_FILE"}',
        '864000x120',
        '2h',
      ),
    },
    rests: {
      'it ends in twenty': one(
        'keyward_certificate_expires_timestamp_seconds{variable="TLS_CERT_FILE"}',
        '1728000x120',
        '2h',
      ),
    },
  },
  KeywardCertificateEndsNow: {
    fires: {
      'it ends tomorrow': one('keyward_certificate_expires_timestamp_seconds{variable="TLS_CERT_FILE"}', '86400x10'),
    },
    rests: {
      'it ends in ten days': one(
        'keyward_certificate_expires_timestamp_seconds{variable="TLS_CERT_FILE"}',
        '864000x10',
      ),
    },
  },
  KeywardClockOff: {
    fires: {
      'a clock is ten seconds ahead': one('keyward_clock_seconds', '10+60x20', '20m'),
      'a clock is ten seconds behind': {
        at: '20m',
        pod: 'a',
        series: { 'keyward_clock_seconds{pod="a"}': '-10+60x20', 'keyward_clock_seconds{pod="b"}': '0+60x20' },
      },
    },
    rests: { 'it shows the time, and the page took a second': one('keyward_clock_seconds', '1+60x20', '20m') },
  },
  KeywardCallersRefused: {
    fires: {
      'somebody guesses': one(
        'keyward_callers_refused_total{door="verify", reason="service-token-invalid"}',
        '0+300x20',
        '20m',
      ),
    },
    rests: {
      'some callers come with an old token': one(
        'keyward_callers_refused_total{door="verify", reason="service-token-invalid"}',
        '0+6x20',
        '20m',
      ),
      'people come with a token that is over': one(
        'keyward_callers_refused_total{door="management", reason="token-expired"}',
        '0+300x20',
        '20m',
      ),
    },
  },
};
