/**
 * The conflict watcher as a program: `--url http://watcher:…@127.0.0.1:5984`, or `COUCHDB_URL`.
 *
 * Prints `watching` once it has looked at everything there was; waits for a server that is away; SIGTERM and SIGINT end
 * it after the write in progress.
 */
import {Command, Option} from 'commander';
import {wallClock} from './clock.ts';
import {createWatcher} from './watcher.ts';

const {url, prefix} = new Command('conflict-watcher')
	.addOption(
		new Option('--url <url>', 'adres serwera z hasłem · address of the server with the password')
			.env('COUCHDB_URL')
			.makeOptionMandatory(),
	)
	.option('--prefix <prefix>', 'początek nazw baz · what the names of databases begin with', '')
	.parse()
	.opts<{readonly url: string; readonly prefix: string}>();

const watcher = createWatcher({url, prefix, clock: wallClock, log: line => console.error(line)});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, () => {
		void watcher.stop().then(() => process.exit(0));
	});
}
await watcher.watching;
console.log('watching');
