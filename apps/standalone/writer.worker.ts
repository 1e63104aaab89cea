import 'reflect-metadata';
import { runWorkerThread } from '#process/threads';
import { openDerivedWriter, openLogWriter, type WriterData, type WriterHost } from '#profiles/embedded/writing';

runWorkerThread<WriterHost>(({ databases, writes }: WriterData, { main, ...parts }) =>
  writes === 'derived'
    ? openDerivedWriter(databases)
    : openLogWriter({
        ...parts,
        databases,
        onPublished: (end) => {
          main.tell('published', end);
        },
      }),
);
