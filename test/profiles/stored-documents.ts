import { connectMongo } from '#mongo';
import { type Haystack } from '../kit/leak-scan.js';

export function databaseOf(address: string, name: string): string {
  return `mongodb://${address}/keyward-${name}`;
}

/** The documents of every collection of a database, as JSON. */
export async function storedDocuments(url: string): Promise<readonly Haystack[]> {
  const connection = await connectMongo(url);
  try {
    const collections = (await connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
    return await Promise.all(
      collections.map(async ({ name }) => ({
        name: `${new URL(url).pathname.slice(1)}.${name}`,
        bytes: Buffer.from(JSON.stringify(await connection.collection(name).find().toArray())),
      })),
    );
  } finally {
    await connection.close();
  }
}

export async function dropDatabase(url: string): Promise<void> {
  const connection = await connectMongo(url);
  try {
    await connection.dropDatabase();
  } finally {
    await connection.close();
  }
}
