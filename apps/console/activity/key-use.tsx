import { type KeyActivity } from '../api/types';
import { text } from '../text/text';
import { ago, count, when } from '../time/format';
import { ExactTime } from '../ui/exact-time';
import { useNow } from '../ui/now';
import { Axis } from './axis';
import { Bars } from './bars';
import { daysOf, sumsOf } from './days';

const HOURS_PER_BAR = 4;
const WINDOWS = ['last24h', 'last7d', 'last30d'] as const;

/** How often the key is used, when last and for what. */
export function KeyUse({ use, name }: { readonly use: KeyActivity; readonly name: string }) {
  const now = useNow();
  const { lastUsedAt, lastEndpoint, hourly } = use;
  const uses = sumsOf(hourly, HOURS_PER_BAR);
  const days = daysOf(hourly);
  return (
    <>
      <dl className="facts">
        {WINDOWS.map((window) => (
          <div key={window}>
            <dt>{text.activity.windows[window]}</dt>
            <dd>{count(use[window])}</dd>
          </div>
        ))}
      </dl>
      <p className="plain">
        {lastUsedAt === null ? (
          text.activity.neverUsed
        ) : (
          <ExactTime iso={lastUsedAt}>{text.activity.lastUsed(ago(lastUsedAt, now), when(lastUsedAt))}</ExactTime>
        )}
        {lastEndpoint !== null && (
          <>
            {text.activity.at}
            <span className="mono">
              {lastEndpoint.method} {lastEndpoint.path}
            </span>
          </>
        )}
      </p>
      <section>
        <h3>{text.activity.requestsOf7Days}</h3>
        {use.last7d > 0 && (
          <p className="hint">
            {text.activity.highest(count(Math.max(...uses.map(({ accepted, denied }) => accepted + denied))))}
          </p>
        )}
        <Bars uses={uses} width={540} height={96} name={name} />
        <Axis hourly={hourly} />
        <p className="hint legend" aria-hidden>
          <span>{text.activity.accepted}</span>
          <span>{text.activity.denied}</span>
        </p>
        <details>
          <summary>{text.activity.asTable}</summary>
          <table className="plain-table">
            <caption className="visually-hidden">{text.activity.tableCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{text.activity.day}</th>
                <th scope="col">{text.activity.accepted}</th>
                <th scope="col">{text.activity.denied}</th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, accepted, denied }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>{count(accepted)}</td>
                  <td>{count(denied)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </section>
    </>
  );
}
