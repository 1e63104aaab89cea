import kafkajs from 'kafkajs';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import Connection from 'kafkajs/src/network/connection.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** Of the length that comes before each answer. */
const LENGTH_BYTES = 4;

/** kafkajs 2.2.4, its last version, with three of its methods patched for the whole process. */
export const patchedKafkajs = patched();

function patched(): typeof kafkajs {
  armNoTimerForNothing();
  makeNonsenseAConnectionError();
  leaveWhenNotJoined();
  return kafkajs;
}

/**
 * Each connection looked for requests that wait, again and again after a delay below 0: a thousand times a second, for
 * as long as it stood.
 */
function armNoTimerForNothing(): void {
  const { scheduleCheckPendingRequests } = RequestQueue.prototype;
  RequestQueue.prototype.scheduleCheckPendingRequests = function (): void {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
  };
}

/**
 * Bytes that are no answer of a broker were an uncaught exception, which ended the process without a word of Kafka. Now
 * the connection breaks, and its requests fail with a KafkaJSConnectionError that names the broker. What was left of a
 * broken connection is not part of the next.
 */
function makeNonsenseAConnectionError(): void {
  const { processData, connect } = Connection.prototype;
  Connection.prototype.processData = function (data): void {
    try {
      processData.call(this, data);
    } catch (error) {
      this.socket.destroy(
        new Error(`what came from the Kafka broker ${this.broker} is not an answer of a broker (${String(error)})`, {
          cause: error,
        }),
      );
    }
  };
  Connection.prototype.connect = function (): Promise<boolean> {
    if (!this.isConnected()) Object.assign(this, { chunks: [], bytesBuffered: 0, bytesNeeded: LENGTH_BYTES });
    return connect.call(this);
  };
}

/**
 * A member that could not join to the end stayed in its group in silence, and its partitions with it, until its session
 * was over.
 */
function leaveWhenNotJoined(): void {
  const { joinAndSync } = ConsumerGroup.prototype;
  ConsumerGroup.prototype.joinAndSync = async function (): Promise<void> {
    try {
      await joinAndSync.call(this);
    } catch (error) {
      await this.leave().catch(() => undefined); // then the session ends it
      throw error;
    }
  };
}
