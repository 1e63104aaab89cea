import 'reflect-metadata';
import { runWorkerThread } from '#process/threads';
import { openLogWriter, type WriterData, type WriterHost } from '#profiles/embedded/writing';

export interface DoomedWriterData extends WriterData {
  /** The process kills itself once so many appends are durable, before that is answered; null: never. */
  readonly killAfterAppends: number | null;
}

runWorkerThread<WriterHost>(({ databases, killAfterAppends }: DoomedWriterData, { main, ...parts }) => {
  let left = killAfterAppends ?? Infinity;
  const { tasks, calls } = openLogWriter({
    ...parts,
    databases,
    onPublished: (end) => {
      main.tell('published', end);
    },
  });
  return {
    tasks,
    calls: {
      ...calls,
      append: async (asked: Parameters<typeof calls.append>[0]) => {
        const answer = await calls.append(asked);
        if (left-- <= 0) process.kill(process.pid, 'SIGKILL');
        return answer;
      },
    },
  };
});
