// A directory of DIDs, in memory, on 127.0.0.1. Prints its address when it listens.
import { Database, PlcServer } from '@did-plc/server';

const plc = PlcServer.create({ db: Database.mock(), port: 0 });
const listening = plc.app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening http://127.0.0.1:${listening.address().port}\n`);
});
