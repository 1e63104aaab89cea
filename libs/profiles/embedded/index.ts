export { type Backup, backUp, readBackup } from './backup.js';
export { databasesIn } from './data-files.js';
export { type DatabasePaths, type DataFolder, openDataFolder } from './data-folder.js';
export { ParkedOwnersModule } from './parked-owners.module.js';
export { type EmbeddedProfile, openEmbedded } from './open-embedded.js';
export { openEvents } from './open-events.js';
export { requireKnownSchemas } from './schemas.js';
export { copyToRestore, putInPlace } from './restore.js';
