// A real Bluesky server on 127.0.0.1, with its data on disk. Takes its settings as JSON in the first argument:
// { port, folder, plcUrl, publicUrl, rateLimits, didDocWithSession, jwtSecret }. Prints its address when it listens.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PDS, envToCfg, envToSecrets } from '@atproto/pds';

const { port, folder, plcUrl, publicUrl, rateLimits, didDocWithSession, jwtSecret } = JSON.parse(process.argv[2]);
mkdirSync(join(folder, 'blobs'), { recursive: true });

const env = {
  devMode: true,
  port,
  hostname: 'localhost',
  dataDirectory: folder,
  blobstoreDiskLocation: join(folder, 'blobs'),
  blobstoreDiskTmpLocation: join(folder, 'temporary'),
  didPlcUrl: plcUrl,
  enableDidDocWithSession: didDocWithSession,
  inviteRequired: false,
  serviceHandleDomains: ['.test'],
  disableSsrfProtection: true,
  rateLimitsEnabled: rateLimits,
  bskyAppViewUrl: 'http://127.0.0.1:1',
  bskyAppViewDid: 'did:example:nobody',
  modServiceUrl: 'http://127.0.0.1:1',
  modServiceDid: 'did:example:nobody',
  crawlers: [],
  // Not secret: nothing of this server outlives a test, but a server that is started again must know its own tokens.
  adminPassword: 'admin',
  jwtSecret,
  dpopSecret: '0'.repeat(64),
  plcRotationKeyK256PrivateKeyHex: '1'.repeat(64),
};
const config = envToCfg(env);
config.service.publicUrl = publicUrl;
const pds = await PDS.create(config, envToSecrets(env));
// start() would listen on every interface.
const { app } = pds;
const listen = app.listen.bind(app);
app.listen = (at) => listen(at, '127.0.0.1');
await pds.start();
process.stdout.write(`listening http://127.0.0.1:${port}\n`);
