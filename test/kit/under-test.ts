import { afterEach, beforeEach } from '@jest/globals';

interface Closable {
  close(): Promise<void>;
}

/** Data that outlives its connections. */
export interface DataUnderTest<Store extends Closable> {
  /** A new connection, as another process or a restart makes it. */
  connect(): Promise<Store>;
  /** Called once every connection is closed. */
  destroy(): Promise<void>;
}

/** Fresh data for each test of a group. After each, its connections are closed and the data destroyed. */
export function underTest<Store extends Closable, Data>(
  open: () => Promise<DataUnderTest<Store> & Data>,
): { readonly connect: () => Promise<Store>; readonly data: () => Data } {
  let data: DataUnderTest<Store> & Data;
  let connections: Store[];

  beforeEach(async () => {
    connections = [];
    data = await open();
  });
  afterEach(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await data.destroy();
  });

  const connect = async (): Promise<Store> => {
    const connection = await data.connect();
    connections.push(connection);
    return connection;
  };
  return { connect, data: () => data };
}
