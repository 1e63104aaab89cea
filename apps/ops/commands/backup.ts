import { backUp } from '#profiles/embedded';
import { type CommandResult } from '../command.js';

export async function backup(dataDir: string, to: string): Promise<CommandResult> {
  const { folder, takenAt, files, bytes } = await backUp(dataDir, to);
  return {
    json: { folder, takenAt: takenAt.toISOString(), files, bytes },
    lines: [
      `${folder} holds all that was answered before ${takenAt.toISOString()}: ${files.join(', ')} (${megabytes(bytes)}).`,
      'It holds secrets: keep it as safe as the data folder. Not in it: what variables configure (KEY_PEPPERS, JWT_SECRET, …), and the mails in outbox.',
    ],
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
