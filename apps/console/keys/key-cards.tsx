import { text } from '../text/text';
import { KeyActions } from './key-actions';
import { Age, Expiry, Identity, LastUsed } from './key-facts';
import { Requests } from './key-requests';
import { type KeyListProps } from './key-table';

/** For narrow windows: one card per key. */
export function KeyCards({ keys, summaries, useFailed, open }: KeyListProps) {
  const labels = text.keys.cardLabels;
  return (
    <ul className="cards">
      {keys.map((item) => {
        const facts = { item, use: summaries.get(item.keyId), useFailed };
        return (
          <li key={item.keyId} className={item.status === 'active' || item.status === 'paused' ? 'card' : 'card gone'}>
            <Identity {...facts} />
            <dl>
              <div>
                <dt>{labels.age}</dt>
                <dd>
                  <Age item={item} />
                </dd>
              </div>
              <div>
                <dt>{labels.lastUsed}</dt>
                <dd>
                  <LastUsed {...facts} />
                </dd>
              </div>
              <div>
                <dt>{labels.requests}</dt>
                <dd>
                  <Requests {...facts} withWeek />
                </dd>
              </div>
              <div>
                <dt>{labels.expires}</dt>
                <dd>
                  <Expiry item={item} />
                </dd>
              </div>
            </dl>
            <KeyActions item={item} open={open} />
          </li>
        );
      })}
    </ul>
  );
}
