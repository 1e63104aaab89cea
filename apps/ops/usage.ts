/** The command line cannot be understood; the message says what is wrong with it. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * A service that the command needs refuses or cannot be reached; the message names it and what to look at. Exit code 1.
 */
export class OpsFailure extends Error {
  override readonly name = 'OpsFailure';
}

export const USAGE = `npm run ops -- <command> [options]      --json: for machines

  dead-letters [--topic <topic>] [--limit 50]
      What consumers refused of all topics, or of one, the newest first: where it stands, whose it is and why. Needs KAFKA_BROKERS.
  republish --owner <orgId>/<userId> | --since <time>
      Sends again the events of one owner, or of all owners changed since a time. Needs KEY_COMMAND_URL, SERVICE_TOKEN.
  replicas
      Lists the verification replicas, and the changes that wait for them. Needs SERVICE_TOKEN and KEY_COMMAND_URL:
      all of them, separated by commas, or a name that stands for all.
  rebuild-verification [--switch [--accept-differences]]
      Builds verification's read model from key-events beside the live one and compares them; --switch makes it live if they are equal.
      Needs KAFKA_BROKERS, MONGO_URL of the verification service.
  rebuild-verification --drop-unused
      Drops the read models that are not live. Only when every replica was restarted after the switch. Needs MONGO_URL.
  backup FOLDER
      Copies the data folder of a standalone Keyward, which may run, into the new FOLDER. Needs DATA_DIR.
  restore FOLDER [--revoke changed | all | none]
      Puts a backup in the place of the data folder, whose Keyward is stopped; without --revoke it only says what that would undo. Needs DATA_DIR.
  peppers [--services]
      How many live credentials need which pepper. Needs DATA_DIR; with --services MONGO_URL of the verification service.
  export FILE [--services]
      Writes the whole history into the new FILE. Keyward may run. Needs DATA_DIR; with --services MONGO_URL of key-command.
  import FILE [--services]
      Reads such a file into an event store that holds nothing yet, while nothing runs on it. Needs DATA_DIR; with --services MONGO_URL of key-command.
  restore-store
      Writes what key-events holds into an event store that is behind it, while no key-command runs. Needs KAFKA_BROKERS, MONGO_URL of key-command.`;
